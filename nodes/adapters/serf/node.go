package main

import (
	"fmt"
	"log"
	"sync"
	"time"

	"github.com/hashicorp/serf/serf"

	"gossip-bench/lines"
	"gossip-bench/links"
)

// node maps the contract to serf: a write is a user event, and each event is delivered once.
type node struct {
	id         int
	settings   settings
	transport  *links.Transport
	out        *lines.Out
	view       *view
	membership *membership
	events     chan serf.Event
	serf       *serf.Serf
	own        sync.Map // names of updates that were written here and are not yet delivered here

	lock     sync.Mutex
	isJoined bool
	waiting  []lines.Write
}

func newNode(id int, settings settings, transport *links.Transport, out *lines.Out) *node {
	return &node{
		id:         id,
		settings:   settings,
		transport:  transport,
		out:        out,
		view:       newView(),
		membership: newMembership(id, out),
		events:     make(chan serf.Event, 1024),
	}
}

// Begin makes the member. Until then this node turns everybody away.
func (n *node) Begin() {
	config := n.settings.config
	config.NodeName = links.Name(n.id)
	config.EventCh = n.events
	config.BroadcastTimeout = 900 * time.Millisecond // what leaving may take, in all 3 s
	config.LeavePropagateDelay = 500 * time.Millisecond
	config.Logger = log.New(withoutDebug{log.Writer()}, "", log.Flags())
	config.MemberlistConfig.Logger = config.Logger
	config.MemberlistConfig.Transport = n.transport
	config.MemberlistConfig.RequireNodeNames = true
	go n.listen()
	member, err := serf.Create(config)
	if err != nil {
		log.Fatalf("serf does not start: %v", err)
	}
	n.serf = member
	n.transport.Open()
	go n.join()
}

// Write makes a user event of the write. Events before the first join wait for it: serf's peers drop what looks too old, and a node that
// knows nobody does not know the time.
func (n *node) Write(w lines.Write) {
	if most := n.settings.mostValueBytes(); len(w.Value) > most {
		n.out.Refused(w.Update, fmt.Sprintf("an event carries %d bytes at most", most), false)
	} else if n.waits(w) {
		n.out.Written(w.Update, lines.Now())
	} else if err := n.send(w); err != nil {
		n.out.Refused(w.Update, err.Error(), false)
	} else {
		n.out.Written(w.Update, lines.Now())
	}
}

func (n *node) waits(w lines.Write) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	if !n.isJoined {
		n.waiting = append(n.waiting, w)
	}
	return !n.isJoined
}

func (n *node) send(w lines.Write) error {
	n.own.Store(w.Update, nil)
	err := n.serf.UserEvent(w.Update, encodePayload(w), false)
	if err != nil {
		n.own.Delete(w.Update)
	}
	return err
}

// listen hears what serf delivers, also this node's own events.
func (n *node) listen() {
	for event := range n.events {
		switch event := event.(type) {
		case serf.MemberEvent:
			n.membership.apply(event)
		case serf.UserEvent:
			n.deliver(event)
		}
	}
}

func (n *node) deliver(event serf.UserEvent) {
	w, err := decodePayload(event.Name, event.Payload)
	if err != nil {
		log.Printf("event %s is passed over: %v", event.Name, err)
		return
	}
	n.view.put(w, event.LTime)
	if _, isOwn := n.own.LoadAndDelete(w.Update); !isOwn {
		n.out.Received(lines.Receipt{Update: w.Update})
	}
}

func (n *node) View() (int, string) { return n.view.sum() }

func (n *node) Members() []lines.Member { return n.membership.all() }

// Counters are the links' only: what serf does with copies that it has seen before stays inside.
func (n *node) Counters() map[string]int64 {
	links := &n.transport.Counters
	return map[string]int64{
		"messagesSent":     links.MessagesSent.Load(),
		"messagesReceived": links.MessagesReceived.Load(),
		"bytesSent":        links.BytesSent.Load(),
		"bytesReceived":    links.BytesReceived.Load(),
		"framesDropped":    links.FramesDropped.Load(),
	}
}

func (n *node) Leave() {
	if n.serf == nil {
		return
	}
	if err := n.serf.Leave(); err != nil {
		log.Printf("it does not leave in order: %v", err)
	}
}
