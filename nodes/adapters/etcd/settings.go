package main

import (
	"fmt"
	"time"

	"gossip-bench/lines"
)

// mostValueBytes is less than etcd's limit of a request (1.5 MiB), and what the driver adds.
const mostValueBytes = 1 << 20

// settings are the manifest's parameters, by etcd's own names.
type settings struct {
	heartbeatInterval time.Duration
	electionTimeout   time.Duration
	snapshotCount     int
	logLevel          string
}

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	s := settings{
		heartbeatInterval: parameters.Duration("heartbeatInterval"),
		electionTimeout:   parameters.Duration("electionTimeout"),
		snapshotCount:     parameters.Int("snapshotCount"),
		logLevel:          parameters.Text("logLevel"),
	}
	if parameters.Err == nil && s.electionTimeout < 5*s.heartbeatInterval {
		return s, fmt.Errorf("etcd wants an electionTimeout of at least 5 times heartbeatInterval, got %v and %v", s.electionTimeout, s.heartbeatInterval)
	}
	return s, parameters.Err
}

// peerTimeout is after which etcd gives a dead stream between members up (rafthttp: ConnReadTimeout, ConnWriteTimeout).
const peerTimeout = 5 * time.Second

func (s settings) traits() map[string]any {
	return map[string]any{
		"repairWithinMs": (2*peerTimeout + 5*s.electionTimeout).Milliseconds(),
		"maxValueBytes":  mostValueBytes,
		"transport":      "tcp-pooled",
	}
}
