package main

import (
	"math"
	"time"

	"github.com/hashicorp/memberlist"

	"gossip-bench/lines"
)

// settings are the manifest's parameters: the library's own, and reconnectInterval of this node.
type settings struct {
	config            *memberlist.Config
	reconnectInterval time.Duration
}

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	config := memberlist.DefaultLANConfig()
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
	config.UDPBufferSize = parameters.Int("udpBufferSize")
	config.EnableCompression = parameters.Bool("enableCompression")
	return settings{config, parameters.Duration("reconnectInterval")}, parameters.Err
}

// Bytes of a packet that memberlist itself takes for one user message, and that this node takes for an update's names and numbers.
const (
	packetOverhead = 5
	updateOverhead = 120
)

func (s settings) mostMessageBytes() int { return s.config.UDPBufferSize - packetOverhead }

// traits are what the settings promise in a cluster of n.
func (s settings) traits(n int) map[string]any {
	traits := map[string]any{
		"periodMs":      ms(s.config.GossipInterval),
		"maxValueBytes": s.mostMessageBytes() - updateOverhead,
	}
	if s.config.ProbeInterval > 0 {
		traits["detectorMemoryMs"] = ms(s.detectorMemory(n))
	}
	if s.config.PushPullInterval > 0 && s.reconnectInterval > 0 {
		traits["repairWithinMs"] = ms(s.repairWithin(n))
	}
	return traits
}

// detectorMemory: a probe, stretched as far as awareness stretches it, and the longest suspicion (memberlist, util.go: suspicionTimeout).
func (s settings) detectorMemory(n int) time.Duration {
	scale := math.Max(1, math.Log10(math.Max(1, float64(n))))
	suspicion := float64(s.config.SuspicionMaxTimeoutMult*s.config.SuspicionMult) * scale * float64(s.config.ProbeInterval)
	return time.Duration(suspicion) + time.Duration(s.config.AwarenessMaxMultiplier)*s.config.ProbeInterval
}

// repairWithin: peers that lost each other meet again within a reconnect interval; then three push-pulls, since the first partner may lack
// the update too. Their interval grows with the cluster (memberlist, util.go: pushPullScale).
func (s settings) repairWithin(n int) time.Duration {
	times := 1.0
	if n > 32 {
		times = math.Ceil(math.Log2(float64(n))-math.Log2(32)) + 1
	}
	return s.reconnectInterval + 3*time.Duration(times)*s.config.PushPullInterval
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
