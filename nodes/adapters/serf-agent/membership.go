package main

import (
	"sync"

	"gossip-bench/lines"
)

// membership is what the agent believes of its peers, as its events tell it. They do not tell of suspicion.
type membership struct {
	self int
	out  *lines.Out

	lock   sync.Mutex
	status map[int]string
}

func newMembership(self int, out *lines.Out) *membership {
	return &membership{self: self, out: out, status: map[int]string{}}
}

var statusAfter = map[string]string{
	"member-join":   "alive",
	"member-failed": "failed",
	"member-leave":  "left",
}

// apply takes a record of the agent's stream; other kinds than these it passes over.
func (m *membership) apply(record map[string]any) {
	status, ok := statusAfter[text(record["Event"])]
	members, isList := record["Members"].([]any)
	if !ok || !isList {
		return
	}
	for _, member := range members {
		if node, ok := number(nameOf(member)); ok && node != m.self {
			m.change(node, status)
		}
	}
}

func nameOf(member any) string {
	switch member := member.(type) {
	case map[string]any:
		return text(member["Name"])
	case map[any]any:
		return text(member["Name"])
	}
	return ""
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
