package main

import (
	"time"

	"gossip-bench/lines"
)

const mostValueBytes = 1 << 20

// settings are the manifest's parameters.
type settings struct {
	nodeTimeout  time.Duration
	pollInterval time.Duration
	logLevel     string
}

func readSettings(init lines.Init) (settings, error) {
	parameters := init.Read()
	s := settings{
		nodeTimeout:  parameters.Duration("nodeTimeout"),
		pollInterval: parameters.Duration("pollInterval"),
		logLevel:     parameters.Text("logLevel"),
	}
	return s, parameters.Err
}

func (s settings) traits() map[string]any {
	return map[string]any{
		"maxValueBytes": mostValueBytes,
		"transport":     "tcp-pooled",
		// A peer is suspected after its silence, and reports of others count for twice as long (cluster.c: CLUSTER_FAIL_REPORT_VALIDITY_MULT).
		"detectorMemoryMs": (3*s.nodeTimeout + s.pollInterval).Milliseconds(),
	}
}
