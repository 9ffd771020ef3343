package main

import (
	"sync"

	"github.com/hashicorp/serf/serf"

	"gossip-bench/lines"
	"gossip-bench/links"
)

// membership is what this node believes of its peers, as serf's events tell it. They do not tell of suspicion.
type membership struct {
	self int
	out  *lines.Out

	lock   sync.Mutex
	status map[int]string
}

func newMembership(self int, out *lines.Out) *membership {
	return &membership{self: self, out: out, status: map[int]string{}}
}

func (m *membership) apply(event serf.MemberEvent) {
	for _, member := range event.Members {
		node, ok := links.Number(member.Name)
		if !ok || node == m.self {
			continue
		}
		switch event.Type {
		case serf.EventMemberJoin:
			m.change(node, "alive")
		case serf.EventMemberFailed:
			m.change(node, "failed")
		case serf.EventMemberLeave:
			m.change(node, "left")
		}
	}
}

func (m *membership) change(node int, status string) {
	m.lock.Lock()
	defer m.lock.Unlock()
	before := m.status[node]
	if before == status {
		return
	}
	m.status[node] = status
	switch {
	case status != "alive":
		m.out.Member(node, status)
	case before == "failed":
		m.out.Member(node, "recovered")
	default:
		m.out.Member(node, "joined")
	}
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
