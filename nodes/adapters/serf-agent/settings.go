package main

import (
	"fmt"
	"math"
	"time"

	"github.com/hashicorp/memberlist"

	"gossip-bench/lines"
)

// settings are what an agent's configuration file can say of its gossip, which is not much: a profile has most of it.
type settings struct {
	profile            string
	gossip             *memberlist.Config
	reconnectInterval  time.Duration
	enableCompression  bool
	disableCoordinates bool
	userEventSizeLimit int
	logLevel           string
}

// profiles are those of the agent (cmd/serf/command/agent/command.go).
var profiles = map[string]func() *memberlist.Config{
	"lan":   memberlist.DefaultLANConfig,
	"wan":   memberlist.DefaultWANConfig,
	"local": memberlist.DefaultLocalConfig,
}

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	read := settings{
		profile:            parameters.Text("profile"),
		reconnectInterval:  parameters.Duration("reconnectInterval"),
		enableCompression:  parameters.Bool("enableCompression"),
		disableCoordinates: parameters.Bool("disableCoordinates"),
		userEventSizeLimit: parameters.Int("userEventSizeLimit"),
		logLevel:           parameters.Text("logLevel"),
	}
	if parameters.Err != nil {
		return read, parameters.Err
	}
	profile, ok := profiles[read.profile]
	if !ok {
		return read, fmt.Errorf("serf has no profile %q", read.profile)
	}
	read.gossip = profile()
	return read, nil
}

// config is the agent's configuration file.
func (s settings) config(name, listen string) map[string]any {
	return map[string]any{
		"node_name":             name,
		"bind":                  listen,
		"profile":               s.profile,
		"reconnect_interval":    s.reconnectInterval.String(),
		"enable_compression":    s.enableCompression,
		"disable_coordinates":   s.disableCoordinates,
		"user_event_size_limit": s.userEventSizeLimit,
		"broadcast_timeout":     "900ms", // what leaving may take, in all 3 s
		"log_level":             s.logLevel,
	}
}

// eventOverhead is what serf's encoding and the update's name take of an event, bytes.
const eventOverhead = 160

func (s settings) mostValueBytes() int { return s.userEventSizeLimit - eventOverhead }

// traits are what the settings promise in a cluster of n. Serf repairs from a buffer of recent events, which is no promise.
func (s settings) traits(n int) map[string]any {
	return map[string]any{
		"periodMs":         ms(s.gossip.GossipInterval),
		"maxValueBytes":    s.mostValueBytes(),
		"detectorMemoryMs": ms(detectorMemory(s.gossip, n)),
	}
}

// detectorMemory: a probe, stretched as far as awareness stretches it, and the longest suspicion (memberlist, util.go: suspicionTimeout).
func detectorMemory(config *memberlist.Config, n int) time.Duration {
	scale := math.Max(1, math.Log10(math.Max(1, float64(n))))
	suspicion := float64(config.SuspicionMaxTimeoutMult*config.SuspicionMult) * scale * float64(config.ProbeInterval)
	return time.Duration(suspicion) + time.Duration(config.AwarenessMaxMultiplier)*config.ProbeInterval
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
