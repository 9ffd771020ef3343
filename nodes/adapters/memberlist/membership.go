package main

import (
	"sync"

	"github.com/hashicorp/memberlist"

	"gossip-bench/lines"
	"gossip-bench/links"
)

// membership is what this node believes of its peers, as memberlist's events tell it. They do not tell of suspicion.
type membership struct {
	self int
	out  *lines.Out

	lock   sync.Mutex
	status map[int]string
}

func newMembership(self int, out *lines.Out) *membership {
	return &membership{self: self, out: out, status: map[int]string{}}
}

func (m *membership) NotifyJoin(peer *memberlist.Node) {
	m.change(peer, "alive", func(before string) string {
		if before == "failed" {
			return "recovered"
		}
		return "joined"
	})
}

func (m *membership) NotifyLeave(peer *memberlist.Node) {
	status := "failed"
	if string(peer.Meta) == leaving {
		status = "left"
	}
	m.change(peer, status, func(string) string { return status })
}

// NotifyUpdate tells of meta only, which a peer changes before it leaves.
func (m *membership) NotifyUpdate(*memberlist.Node) {}

func (m *membership) change(peer *memberlist.Node, status string, name func(before string) string) {
	node, ok := links.Number(peer.Name)
	if !ok || node == m.self {
		return
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	before := m.status[node]
	if before == status {
		return
	}
	m.status[node] = status
	m.out.Member(node, name(before))
}

func (m *membership) all() []lines.Member {
	m.lock.Lock()
	defer m.lock.Unlock()
	all := []lines.Member{}
	for node, status := range m.status {
		all = append(all, lines.Member{Node: node, Status: status})
	}
	return all
}

func (m *membership) isAlive(node int) bool {
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.status[node] == "alive"
}
