package main

import (
	"fmt"
	"hash/fnv"
	"sync"

	"github.com/hashicorp/serf/serf"

	"gossip-bench/lines"
)

// view keeps the newest value of each key: that of the greatest Lamport time, and of the greater update where times are equal.
type view struct {
	lock    sync.Mutex
	held    map[string]held
	entries int
	digest  uint64
}

type held struct {
	lines.Write
	time serf.LamportTime
}

func newView() *view { return &view{held: map[string]held{}} }

func (v *view) put(w lines.Write, time serf.LamportTime) {
	v.lock.Lock()
	defer v.lock.Unlock()
	old, exists := v.held[w.Key]
	if exists && (old.time > time || old.time == time && old.Update >= w.Update) {
		return
	}
	if exists {
		v.count(old.Write, -1)
	}
	v.count(w, +1)
	v.held[w.Key] = held{w, time}
}

// count keeps the digest: the sum of the entries' hashes. Deleted keys are not in it.
func (v *view) count(w lines.Write, sign int) {
	if w.Value == nil {
		return
	}
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%q %q", w.Key, w.Update)
	v.entries += sign
	v.digest += uint64(sign) * hash.Sum64()
}

func (v *view) sum() (int, string) {
	v.lock.Lock()
	defer v.lock.Unlock()
	return v.entries, fmt.Sprintf("%016x", v.digest)
}
