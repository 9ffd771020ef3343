package main

import (
	"fmt"
	"hash/fnv"
	"sync"
	"time"
)

// store keeps the newest value of each key, and knows which updates have come.
type store struct {
	lock    sync.Mutex
	held    map[string]update
	names   *nameSet
	newest  uint64
	entries int
	digest  uint64
}

func newStore() *store {
	return &store{held: map[string]update{}, names: newNameSet()}
}

// stamp is a version beyond all that this node has seen, also in an earlier life: a hybrid clock, in µs.
func (s *store) stamp() uint64 {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.newest = max(s.newest+1, uint64(time.Now().UnixMicro()))
	return s.newest
}

// take applies an update. False: it was here before.
func (s *store) take(u update) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if !s.names.add(u.name) {
		return false
	}
	s.newest = max(s.newest, u.version)
	old, exists := s.held[u.key]
	if !exists || u.isNewerThan(old) {
		s.count(old, exists, -1)
		s.count(u, true, +1)
		s.held[u.key] = u
	}
	return true
}

// count keeps the digest of the view: the sum of its entries' hashes. Deleted keys are not in it.
func (s *store) count(u update, exists bool, sign int) {
	if !exists || u.deleted {
		return
	}
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%q %q", u.key, u.name)
	s.entries += sign
	s.digest += uint64(sign) * hash.Sum64()
}

// view is the number of keys that it holds, and a text that is equal where views are.
func (s *store) view() (int, string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.entries, fmt.Sprintf("%016x", s.digest)
}

// all that it holds, deleted keys too.
func (s *store) all() []update {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := make([]update, 0, len(s.held))
	for _, u := range s.held {
		all = append(all, u)
	}
	return all
}
