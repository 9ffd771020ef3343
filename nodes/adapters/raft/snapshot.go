package main

import (
	"bytes"

	"github.com/hashicorp/raft"
)

// snapshot is an encoded state.
type snapshot struct{ bytes.Buffer }

func (s *snapshot) Persist(sink raft.SnapshotSink) error {
	if _, err := sink.Write(s.Bytes()); err != nil {
		sink.Cancel()
		return err
	}
	return sink.Close()
}

func (s *snapshot) Release() {}
