package main

import (
	"fmt"
	"log"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"

	"gossip-bench/lines"
	"gossip-bench/links"
)

// mostHot is how many updates may wait to be spread before writes are refused for a while.
const mostHot = 20_000

// node maps the contract to memberlist: writes become user messages in its broadcast queue.
type node struct {
	id         int
	settings   settings
	transport  *links.Transport
	out        *lines.Out
	store      *store
	membership *membership
	queue      *memberlist.TransmitLimitedQueue
	list       atomic.Pointer[memberlist.Memberlist]
	hasJoined  atomic.Bool
	isLeaving  atomic.Bool

	copiesSent, copiesReceived, duplicates atomic.Int64
}

func newNode(id int, settings settings, transport *links.Transport, out *lines.Out) *node {
	n := &node{
		id:         id,
		settings:   settings,
		transport:  transport,
		out:        out,
		store:      newStore(),
		membership: newMembership(id, out),
	}
	n.queue = &memberlist.TransmitLimitedQueue{NumNodes: n.clusterSize, RetransmitMult: settings.config.RetransmitMult}
	return n
}

func (n *node) clusterSize() int {
	if list := n.list.Load(); list != nil {
		return list.NumMembers()
	}
	return 1
}

// Begin makes the member. Until then this node turns everybody away.
func (n *node) Begin() {
	config := n.settings.config
	config.Name = links.Name(n.id)
	config.Transport = n.transport
	config.RequireNodeNames = true
	config.Delegate = &delegate{n}
	config.Events = n.membership
	config.Logger = log.New(withoutDebug{log.Writer()}, "", log.Flags())
	list, err := memberlist.Create(config)
	if err != nil {
		log.Fatalf("memberlist does not start: %v", err)
	}
	n.list.Store(list)
	n.transport.Open()
	go n.join()
}

// Write takes a value as the newest of its key, and queues it for gossip.
func (n *node) Write(w lines.Write) {
	u := update{name: w.Update, key: w.Key, value: w.Value, deleted: w.Value == nil, version: n.store.stamp(), from: n.id}
	message := u.onward(n.id).encode()
	if most := n.settings.mostMessageBytes(); len(message) > most {
		n.out.Refused(w.Update, fmt.Sprintf("it takes %d bytes of a packet, and %d are there", len(message), most), false)
		return
	}
	if n.queue.NumQueued() >= mostHot {
		n.out.Refused(w.Update, fmt.Sprintf("%d updates wait to be spread", mostHot), true)
		return
	}
	n.store.take(u)
	n.out.Written(w.Update, lines.Now())
	n.queue.QueueBroadcast(broadcast(message))
}

// receive applies a copy that came from a peer. Who gets an update for the first time spreads it, too.
func (n *node) receive(u update, via string, isSpread bool) {
	n.copiesReceived.Add(1)
	if !n.store.take(u) {
		n.duplicates.Add(1)
		return
	}
	n.out.Received(lines.Receipt{Update: u.name, From: &u.from, Hops: u.hops, Via: via})
	if isSpread {
		n.queue.QueueBroadcast(broadcast(u.onward(n.id).encode()))
	}
}

func (n *node) View() (int, string) { return n.store.view() }

func (n *node) Members() []lines.Member { return n.membership.all() }

func (n *node) Counters() map[string]int64 {
	links := &n.transport.Counters
	return map[string]int64{
		"messagesSent":     links.MessagesSent.Load(),
		"messagesReceived": links.MessagesReceived.Load(),
		"bytesSent":        links.BytesSent.Load(),
		"bytesReceived":    links.BytesReceived.Load(),
		"framesDropped":    links.FramesDropped.Load(),
		"copiesSent":       n.copiesSent.Load(),
		"copiesReceived":   n.copiesReceived.Load(),
		"duplicates":       n.duplicates.Load(),
		"hotUpdates":       int64(n.queue.NumQueued()),
	}
}

// Leave tells the peers first that what comes is no failure: memberlist does not tell them apart to an EventDelegate.
func (n *node) Leave() {
	list := n.list.Load()
	if list == nil {
		return
	}
	n.isLeaving.Store(true)
	if err := list.UpdateNode(800 * time.Millisecond); err != nil {
		log.Printf("not all peers know that this node leaves: %v", err)
	}
	// Who got it hands it on, before the news that this node is gone overtake it.
	time.Sleep(min(2*n.settings.config.GossipInterval, 500*time.Millisecond))
	if err := list.Leave(1200 * time.Millisecond); err != nil {
		log.Printf("it left without waiting: %v", err)
	}
	time.Sleep(100 * time.Millisecond) // packets are on their way
}
