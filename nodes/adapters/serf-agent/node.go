package main

import (
	"fmt"
	"log"
	"os"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/serf/client"

	"gossip-bench/lines"
)

// isLeaving says that the end of the agent is asked for.
var isLeaving atomic.Bool

// eventsAtOnce are so many that wait for the driver; the client drops what is beyond.
const eventsAtOnce = 1 << 16

// node maps the contract to an agent: a write is a user event, and each event comes once in the agent's stream, the agent's own ones, too.
type node struct {
	init       lines.Init
	settings   settings
	held       *heldPort
	out        *lines.Out
	view       *view
	membership *membership
	agent      *client.RPCClient
	begun      chan struct{}
	own        sync.Map // names of updates that were written here and have not come back in the stream

	lock     sync.Mutex
	isJoined bool
	waiting  []lines.Write
}

func newNode(init lines.Init, settings settings, held *heldPort, out *lines.Out) *node {
	return &node{
		init:       init,
		settings:   settings,
		held:       held,
		out:        out,
		view:       newView(),
		membership: newMembership(*init.Node, out),
		begun:      make(chan struct{}),
	}
}

// Begin starts the agent.
func (n *node) Begin() {
	n.held.release()
	agent, err := startAgent(*agentPath, n.settings.config(name(*n.init.Node), n.init.Listen))
	if err != nil {
		log.Fatalf("the agent does not start: %v", err)
	}
	n.agent = agent
	close(n.begun)
	events := make(chan map[string]any, eventsAtOnce)
	if _, err := agent.Stream("*", events); err != nil {
		log.Fatalf("the agent gives no stream of events: %v", err)
	}
	go n.listen(events)
	go n.join()
}

// Write makes a user event of the write. Events before the first join wait for it: peers drop what looks too old, and an agent that knows nobody
// does not know the time.
func (n *node) Write(w lines.Write) {
	if most := n.settings.mostValueBytes(); len(w.Value) > most {
		n.out.Refused(w.Update, fmt.Sprintf("an event carries %d bytes at most", most), false)
	} else if n.waits(w) {
		n.out.Written(w.Update, lines.Now())
	} else {
		go n.send(w)
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

// send hands the event over. It is written when it is asked for: peers may have it before the agent's answer is here.
func (n *node) send(w lines.Write) {
	takenMs := lines.Now()
	if err := n.event(w); err != nil {
		n.out.Refused(w.Update, err.Error(), false)
		return
	}
	n.out.Written(w.Update, takenMs)
}

func (n *node) event(w lines.Write) error {
	n.own.Store(w.Update, nil)
	err := n.agent.UserEvent(w.Update, encodePayload(w), false)
	if err != nil {
		n.own.Delete(w.Update)
	}
	return err
}

// listen hears what the agent tells.
func (n *node) listen(events <-chan map[string]any) {
	for record := range events {
		if event, ok := readUserEvent(record); ok {
			n.deliver(event)
		} else {
			n.membership.apply(record)
		}
	}
	if !isLeaving.Load() {
		log.Fatalf("the agent's stream of events has ended")
	}
}

func (n *node) deliver(event userEvent) {
	w, err := decodePayload(event.name, event.payload)
	if err != nil {
		log.Printf("event %s is passed over: %v", event.name, err)
		return
	}
	n.view.put(w, event.time)
	if _, isOwn := n.own.LoadAndDelete(w.Update); !isOwn {
		n.out.Received(lines.Receipt{Update: w.Update})
	}
}

func (n *node) View() (int, string) { return n.view.sum() }

func (n *node) Members() []lines.Member { return n.membership.all() }

// Leave tells the agent to leave in order; it ends then.
func (n *node) Leave() {
	isLeaving.Store(true)
	select {
	case <-n.begun:
	default:
		return
	}
	if err := n.agent.Leave(); err != nil {
		fmt.Fprintf(os.Stderr, "the agent does not leave in order: %v\n", err)
	}
}
