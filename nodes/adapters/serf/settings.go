package main

import (
	"math"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"

	"gossip-bench/lines"
)

// settings are the manifest's parameters: serf's own, and those of the memberlist under it.
type settings struct{ config *serf.Config }

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	config := serf.DefaultConfig()
	config.UserEventSizeLimit = parameters.Int("userEventSizeLimit")
	config.EventBuffer = parameters.Int("eventBuffer")
	config.MaxQueueDepth = parameters.Int("maxQueueDepth")
	config.ReconnectInterval = parameters.Duration("reconnectInterval")
	config.DisableCoordinates = parameters.Bool("disableCoordinates")
	readMemberlist(parameters, config.MemberlistConfig)
	return settings{config}, parameters.Err
}

func readMemberlist(parameters *lines.Parameters, config *memberlist.Config) {
	config.GossipInterval = parameters.Duration("gossipInterval")
	config.GossipNodes = parameters.Int("gossipNodes")
	config.RetransmitMult = parameters.Int("retransmitMult")
	config.GossipToTheDeadTime = parameters.Duration("gossipToTheDeadTime")
	config.PushPullInterval = parameters.Duration("pushPullInterval")
	config.ProbeInterval = parameters.Duration("probeInterval")
	config.ProbeTimeout = parameters.Duration("probeTimeout")
	config.IndirectChecks = parameters.Int("indirectChecks")
	config.SuspicionMult = parameters.Int("suspicionMult")
	config.SuspicionMaxTimeoutMult = parameters.Int("suspicionMaxTimeoutMult")
	config.AwarenessMaxMultiplier = parameters.Int("awarenessMaxMultiplier")
	config.TCPTimeout = parameters.Duration("tcpTimeout")
	config.EnableCompression = parameters.Bool("enableCompression")
}

// eventOverhead is what serf's encoding and this node's names take of an event, bytes.
const eventOverhead = 160

func (s settings) mostValueBytes() int { return s.config.UserEventSizeLimit - eventOverhead }

// traits are what the settings promise in a cluster of n. Serf repairs from a buffer of recent events, which is no promise.
func (s settings) traits(n int) map[string]any {
	gossip := s.config.MemberlistConfig
	traits := map[string]any{
		"periodMs":      ms(gossip.GossipInterval),
		"maxValueBytes": s.mostValueBytes(),
	}
	if gossip.ProbeInterval > 0 {
		traits["detectorMemoryMs"] = ms(detectorMemory(gossip, n))
	}
	return traits
}

// detectorMemory: a probe, stretched as far as awareness stretches it, and the longest suspicion (memberlist, util.go: suspicionTimeout).
func detectorMemory(config *memberlist.Config, n int) time.Duration {
	scale := math.Max(1, math.Log10(math.Max(1, float64(n))))
	suspicion := float64(config.SuspicionMaxTimeoutMult*config.SuspicionMult) * scale * float64(config.ProbeInterval)
	return time.Duration(suspicion) + time.Duration(config.AwarenessMaxMultiplier)*config.ProbeInterval
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
