package main

import (
	"math"
	"time"

	"github.com/hashicorp/raft"

	"gossip-bench/lines"
)

// mostValueBytes is what raft advises for one command, less what else a command carries.
const mostValueBytes = raft.SuggestedMaxDataSize - 1024

// settings are the manifest's parameters, by raft's own names.
type settings struct {
	config           *raft.Config
	transportTimeout time.Duration
	maxPool          int
	maxRPCsInFlight  int
}

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	config := raft.DefaultConfig()
	config.LocalID = raft.ServerID(name(*init.Node))
	config.LogLevel = "WARN"
	config.HeartbeatTimeout = parameters.Duration("heartbeatTimeout")
	config.ElectionTimeout = parameters.Duration("electionTimeout")
	config.LeaderLeaseTimeout = parameters.Duration("leaderLeaseTimeout")
	config.CommitTimeout = parameters.Duration("commitTimeout")
	config.MaxAppendEntries = parameters.Int("maxAppendEntries")
	config.SnapshotThreshold = uint64(max(0, parameters.Int("snapshotThreshold")))
	config.TrailingLogs = uint64(max(0, parameters.Int("trailingLogs")))
	s := settings{
		config:           config,
		transportTimeout: parameters.Duration("transportTimeout"),
		maxPool:          parameters.Int("maxPool"),
		maxRPCsInFlight:  parameters.Int("maxRPCsInFlight"),
	}
	if parameters.Err != nil {
		return s, parameters.Err
	}
	return s, raft.ValidateConfig(config)
}

func (s settings) traits() map[string]any {
	return map[string]any{
		"repairWithinMs": math.Ceil(float64(s.repairWithin()) / float64(time.Millisecond)),
		"maxValueBytes":  mostValueBytes,
		"transport":      "tcp-pooled",
	}
}

// longestBackoff is how long a leader leaves a follower alone that it cannot reach (raft, util.go: failureWait, maxFailureScale).
const longestBackoff = 10 * time.Millisecond << 10

// repairWithin: a dead connection times out, some elections fail, and the leader comes back to a follower after its longest backoff.
func (s settings) repairWithin() time.Duration {
	return 2*s.transportTimeout + 5*(s.config.HeartbeatTimeout+s.config.ElectionTimeout) + longestBackoff
}
