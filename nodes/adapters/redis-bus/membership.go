package main

import (
	"sync"

	"gossip-bench/lines"
)

// membership is what the server believed of its peers when it was asked last.
type membership struct {
	out *lines.Out

	lock   sync.Mutex
	status map[int]string
}

func newMembership(out *lines.Out) *membership {
	return &membership{out: out, status: map[int]string{}}
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
	case status == "suspect":
		m.out.Member(node, "suspected")
	case status != "alive":
		m.out.Member(node, status)
	case before == "":
		m.out.Member(node, "joined")
	default:
		m.out.Member(node, "recovered")
	}
}

func (m *membership) knows(node int) bool {
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.status[node] != ""
}

func (m *membership) known() int {
	m.lock.Lock()
	defer m.lock.Unlock()
	return len(m.status)
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
