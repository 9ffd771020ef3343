package main

import (
	"log"
	"slices"
)

// mostStateBytes bounds the state that a push-pull carries; memberlist itself refuses more than 20 MiB.
const mostStateBytes = 16 << 20

// leaving is the meta of a node that is about to leave.
const leaving = "leaving"

// delegate is what memberlist asks for updates and hands them to.
type delegate struct{ *node }

func (d *delegate) NodeMeta(int) []byte {
	if d.isLeaving.Load() {
		return []byte(leaving)
	}
	return nil
}

// GetBroadcasts hands memberlist the copies that this packet has room for.
func (d *delegate) GetBroadcasts(overhead, limit int) [][]byte {
	messages := d.queue.GetBroadcasts(overhead, limit)
	d.copiesSent.Add(int64(len(messages)))
	return messages
}

// NotifyMsg is called for every copy that a packet brought.
func (d *delegate) NotifyMsg(message []byte) {
	u, err := decodeUpdate(message)
	if err != nil {
		d.transport.Counters.FramesDropped.Add(1)
		return
	}
	d.receive(u, "rumor", true)
}

// LocalState is all that this node holds, the newest first where it is too much.
func (d *delegate) LocalState(bool) []byte {
	held := d.store.all()
	slices.SortFunc(held, func(a, b update) int {
		if a.isNewerThan(b) {
			return -1
		}
		return 1
	})
	state := []byte{}
	for _, u := range held {
		entry := u.onward(d.id).encode()
		if len(state)+len(entry) > mostStateBytes {
			log.Printf("a push-pull leaves out the oldest of %d updates", len(held))
			break
		}
		state = appendField(state, entry)
		d.copiesSent.Add(1)
	}
	return state
}

// MergeRemoteState takes what a push-pull brought. What this node's own first join brings is news to itself only, and is not spread.
func (d *delegate) MergeRemoteState(state []byte, isJoin bool) {
	isSpread := !isJoin || d.hasJoined.Load()
	for len(state) > 0 {
		entry, rest, err := cutField(state)
		if err != nil {
			d.transport.Counters.FramesDropped.Add(1)
			return
		}
		state = rest
		if u, err := decodeUpdate(entry); err == nil {
			d.receive(u, "repair", isSpread)
		}
	}
}
