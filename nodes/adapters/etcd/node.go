package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"gossip-bench/lines"
)

const (
	// mostPending is how many writes may be on their way before others are refused for a while.
	mostPending = 2_000
	askAgain    = 50 * time.Millisecond
)

// stored is what a key's value is: the write, and which node wrote it in which of its lives. A deletion has no value.
type stored struct {
	Update  string `json:"u"`
	Value   []byte `json:"v,omitempty"`
	Deleted bool   `json:"d,omitempty"`
}

// node maps the contract to a server: a write is a put, which a majority has to hold, and every write comes in the watch of the store.
type node struct {
	init     lines.Init
	settings settings
	held     net.Listener
	out      *lines.Out
	view     *view
	server   *client

	lock sync.Mutex
	// pending has, by update, when this node took it over.
	pending map[string]float64
	// seen has the updates that this incarnation has applied.
	seen map[string]bool
	last [2]int64
}

func newNode(init lines.Init, settings settings, held net.Listener, out *lines.Out) *node {
	return &node{
		init:     init,
		settings: settings,
		held:     held,
		out:      out,
		view:     newView(),
		pending:  map[string]float64{},
		seen:     map[string]bool{},
	}
}

// folder is the server's, below this process's working folder: a node that is started again in the same place finds it again.
func (n *node) folder() string { return filepath.Join(".", name(*n.init.Node)+".etcd") }

// Begin starts the server.
func (n *node) Begin() {
	n.held.Close()
	if n.init.Incarnation == 1 {
		os.RemoveAll(n.folder())
	}
	address, err := startServer(n.init, n.settings, n.folder())
	if err != nil {
		log.Fatalf("etcd does not start: %v", err)
	}
	n.server = newClient(address)
	go n.watch()
}

// watch follows the store for ever. A watch that ended starts again at the first revision: what was seen is passed over.
func (n *node) watch() {
	for {
		err := n.server.watch(n.apply)
		if !errors.Is(err, os.ErrClosed) {
			log.Printf("the watch begins again: %v", err)
		}
		time.Sleep(askAgain)
	}
}

func (n *node) apply(e entry) {
	var value stored
	if err := json.Unmarshal(e.Value, &value); err != nil || value.Update == "" {
		log.Printf("the value of %q is passed over: it is no write of a driver", e.Key)
		return
	}
	n.lock.Lock()
	takenMs, isOwn := n.pending[value.Update]
	delete(n.pending, value.Update)
	isNews := !n.seen[value.Update]
	n.seen[value.Update] = true
	n.lock.Unlock()
	if !isNews {
		return
	}
	w := lines.Write{Update: value.Update, Key: string(e.Key)}
	if !value.Deleted {
		w.Value = append([]byte{}, value.Value...)
	}
	n.view.put(w, uint64(e.Revision))
	if isOwn {
		n.out.Written(value.Update, takenMs)
	} else {
		n.out.Received(lines.Receipt{Update: value.Update})
	}
}

// Write puts the write. It is written when this node's own store has it, which the watch tells. Before Begin nobody could.
func (n *node) Write(w lines.Write) {
	if n.server == nil {
		n.out.Refused(w.Update, "there is no server before begin", true)
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
	go n.put(w)
}

// put tries until the server is there. A refusal of a server that was asked tells nothing sure: the write may be in the log, and the watch will tell.
func (n *node) put(w lines.Write) {
	value, err := json.Marshal(stored{Update: w.Update, Value: w.Value, Deleted: w.Value == nil})
	if err != nil {
		panic(err)
	}
	for end := time.Now().Add(startLimit); ; time.Sleep(askAgain) {
		err := n.server.put([]byte(w.Key), value)
		var dial *net.OpError
		isUnasked := errors.As(err, &dial) && dial.Op == "dial"
		if err == nil {
			return
		}
		if isUnasked && time.Now().Before(end) {
			continue
		}
		if isUnasked && n.forget(w.Update) {
			n.out.Refused(w.Update, "the server does not listen", true)
		} else if !isUnasked {
			log.Printf("whether %s is written is open: %v", w.Update, err)
		}
		return
	}
}

// startLimit is the time that a server has until it takes writes.
const startLimit = 8 * time.Second

func (n *node) expect(update string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	if len(n.pending) >= mostPending {
		return false
	}
	n.pending[update] = lines.Now()
	return true
}

func (n *node) forget(update string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	_, wasPending := n.pending[update]
	delete(n.pending, update)
	return wasPending
}

func (n *node) View() (int, string) { return n.view.sum() }

// Counters are the server's own. A server that does not answer now has counted what it had.
func (n *node) Counters() map[string]int64 {
	if n.server != nil {
		if sent, received, err := n.server.peerTraffic(); err == nil {
			n.last = [2]int64{sent, received}
		}
	}
	return map[string]int64{"bytesSent": n.last[0], "bytesReceived": n.last[1]}
}

// End removes what the server kept: the run is over.
func (n *node) End() { os.RemoveAll(n.folder()) }
