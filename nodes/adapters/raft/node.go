package main

import (
	"cmp"
	"fmt"
	"log"
	"os"
	"slices"
	"sync"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/raft"

	"gossip-bench/lines"
)

// mostPending is how many writes may be on their way before others are refused for a while.
const mostPending = 2_000

// node maps the contract to raft: a write is a command in the log, and is applied here when this node's FSM comes to it.
type node struct {
	id       int
	peers    []lines.Peer
	settings settings
	links    *links
	out      *lines.Out
	fsm      *fsm
	raft     *raft.Raft

	lock sync.Mutex
	// pending has, by update, when this node took it over.
	pending map[string]float64
}

func newNode(init lines.Init, settings settings, links *links, out *lines.Out) *node {
	n := &node{id: *init.Node, peers: init.Peers, settings: settings, links: links, out: out, pending: map[string]float64{}}
	n.fsm = newFSM(n.isApplied)
	return n
}

// Begin makes the server. Every server starts with the same configuration, so that none has to be told of the others.
func (n *node) Begin() {
	config := n.settings.config
	config.Logger = hclog.New(&hclog.LoggerOptions{Name: "raft", Level: hclog.Warn, Output: os.Stderr})
	transport := raft.NewNetworkTransportWithConfig(&raft.NetworkTransportConfig{
		Stream:          n.links,
		MaxPool:         n.settings.maxPool,
		MaxRPCsInFlight: n.settings.maxRPCsInFlight,
		Timeout:         n.settings.transportTimeout,
		Logger:          config.Logger,
	})
	store, snapshots := raft.NewInmemStore(), raft.NewInmemSnapshotStore()
	if err := raft.BootstrapCluster(config, store, store, snapshots, transport, n.configuration()); err != nil {
		log.Fatalf("raft does not take its configuration: %v", err)
	}
	server, err := raft.NewRaft(config, n.fsm, store, store, snapshots, transport)
	if err != nil {
		log.Fatalf("raft does not start: %v", err)
	}
	n.raft = server
	n.links.isOpen.Store(true)
	go n.serveForwards()
}

func (n *node) configuration() raft.Configuration {
	server := func(node int) raft.Server {
		return raft.Server{ID: raft.ServerID(name(node)), Address: raft.ServerAddress(name(node))}
	}
	servers := []raft.Server{server(n.id)}
	for _, peer := range n.peers {
		servers = append(servers, server(peer.Node))
	}
	slices.SortFunc(servers, func(a, b raft.Server) int { return cmp.Compare(a.ID, b.ID) })
	return raft.Configuration{Servers: servers}
}

// Write offers the write to the leader, wherever it is. Before Begin there is none, and nobody could tell when the write is applied.
func (n *node) Write(w lines.Write) {
	if n.raft == nil {
		n.out.Refused(w.Update, "there is no leader before begin", true)
		return
	}
	if len(w.Value) > mostValueBytes {
		n.out.Refused(w.Update, fmt.Sprintf("a value has %d bytes at most", mostValueBytes), false)
		return
	}
	if !n.expect(w.Update) {
		n.out.Refused(w.Update, fmt.Sprintf("%d writes are on their way", mostPending), true)
		return
	}
	c := command{Update: w.Update, Key: w.Key, Value: w.Value, Deleted: w.Value == nil, Origin: n.id}
	go n.submit(c)
}

// isApplied is told by the FSM of each update that is new here.
func (n *node) isApplied(c command) {
	if takenMs, isOwn := n.forget(c.Update); c.Origin == n.id && isOwn {
		n.out.Written(c.Update, takenMs)
	} else {
		n.out.Received(lines.Receipt{Update: c.Update})
	}
}

func (n *node) expect(update string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	if len(n.pending) >= mostPending {
		return false
	}
	n.pending[update] = lines.Now()
	return true
}

func (n *node) isPending(update string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	_, isPending := n.pending[update]
	return isPending
}

// forget tells whether the update was waited for, and since when.
func (n *node) forget(update string) (float64, bool) {
	n.lock.Lock()
	defer n.lock.Unlock()
	takenMs, wasPending := n.pending[update]
	delete(n.pending, update)
	return takenMs, wasPending
}

func (n *node) View() (int, string) { return n.fsm.view() }

func (n *node) Counters() map[string]int64 {
	return map[string]int64{
		"messagesSent":  n.links.messagesSent.Load(),
		"bytesSent":     n.links.bytesSent.Load(),
		"bytesReceived": n.links.bytesReceived.Load(),
		"framesDropped": n.links.framesDropped.Load(),
	}
}
