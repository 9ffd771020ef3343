package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"sync"

	"github.com/hashicorp/raft"
)

// mostRecent is how many updates are remembered, to apply one only once that was offered to two leaders.
const mostRecent = 1 << 16

// state is what the log makes of the keys: the last command of each. It is the same on every server that has come as far.
type state struct {
	Held   map[string]command
	Recent []string
}

// fsm applies the log, and tells of each update that is new to this node.
type fsm struct {
	isApplied func(command)

	lock  sync.Mutex
	state state
	known map[string]bool // the updates of state.Recent
}

func newFSM(isApplied func(command)) *fsm {
	return &fsm{isApplied: isApplied, state: state{Held: map[string]command{}}, known: map[string]bool{}}
}

func (f *fsm) Apply(entry *raft.Log) any {
	c, err := decodeCommand(entry.Data)
	if err != nil {
		log.Printf("entry %d is passed over: %v", entry.Index, err)
		return nil
	}
	if f.take(c) {
		f.isApplied(c)
	}
	return nil
}

func (f *fsm) take(c command) bool {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.known[c.Update] {
		return false
	}
	f.known[c.Update] = true
	f.state.Recent = append(f.state.Recent, c.Update)
	if extra := len(f.state.Recent) - mostRecent; extra > 0 {
		delete(f.known, f.state.Recent[0])
		f.state.Recent = f.state.Recent[1:]
	}
	f.state.Held[c.Key] = c
	return true
}

// Snapshot is the state as bytes: it is small beside the log, and nothing changes it afterwards.
func (f *fsm) Snapshot() (raft.FSMSnapshot, error) {
	f.lock.Lock()
	defer f.lock.Unlock()
	text := snapshot{}
	return &text, encode(&text, f.state)
}

// Restore takes another server's state. What it holds and this node did not know has come only now; older writes never come.
func (f *fsm) Restore(from io.ReadCloser) error {
	defer from.Close()
	restored := state{}
	if err := decode(from, &restored); err != nil {
		return err
	}
	for _, c := range f.replace(restored) {
		f.isApplied(c)
	}
	return nil
}

func (f *fsm) replace(restored state) (news []command) {
	f.lock.Lock()
	defer f.lock.Unlock()
	for key, c := range restored.Held {
		if f.state.Held[key].Update != c.Update && !f.known[c.Update] {
			news = append(news, c)
		}
	}
	f.state = restored
	if f.state.Held == nil {
		f.state.Held = map[string]command{}
	}
	f.known = map[string]bool{}
	for _, update := range restored.Recent {
		f.known[update] = true
	}
	return news
}

// view is the number of keys, and a sum of hashes over key and update.
func (f *fsm) view() (entries int, digest string) {
	f.lock.Lock()
	defer f.lock.Unlock()
	sum := uint64(0)
	for key, c := range f.state.Held {
		if !c.Deleted {
			hash := fnv.New64a()
			fmt.Fprintf(hash, "%q %q", key, c.Update)
			entries++
			sum += hash.Sum64()
		}
	}
	return entries, fmt.Sprintf("%016x", sum)
}
