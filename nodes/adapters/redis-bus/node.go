package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"gossip-bench/lines"
)

// channel has all writes. What is published at one node goes to all others over the bus.
const channel = "gossip-bench"

// message is what is published. It is not stored anywhere: redis's own keys do not travel over the bus.
type message struct {
	Update string `json:"u"`
	Key    string `json:"k"`
	Value  []byte `json:"v"`
}

// node maps the contract to a server: a write is published, and who subscribed at another node hears it.
type node struct {
	init       lines.Init
	settings   settings
	held       net.Listener
	out        *lines.Out
	membership *membership
	server     *redis.Client
	own        sync.Map // names of updates that were written here and have not come back
	seen       sync.Map
	last       map[string]int64
}

func newNode(init lines.Init, settings settings, held net.Listener, out *lines.Out) *node {
	return &node{init: init, settings: settings, held: held, out: out, membership: newMembership(out), last: map[string]int64{}}
}

// folder is the server's, below this process's working folder: a node that is started again in the same place finds it again.
func (n *node) folder() string { return filepath.Join(".", "n"+strconv.Itoa(*n.init.Node)+".redis") }

// Begin starts the server.
func (n *node) Begin() {
	n.held.Close()
	if n.init.Incarnation == 1 {
		os.RemoveAll(n.folder())
	}
	server, err := startServer(n.init, n.settings, n.folder())
	if err != nil {
		log.Fatalf("redis does not start: %v", err)
	}
	subscription := server.Subscribe(context.Background(), channel)
	if _, err := subscription.Receive(context.Background()); err != nil {
		log.Fatalf("redis takes no subscription: %v", err)
	}
	n.server = server
	go n.listen(subscription)
	go n.watchMembers()
	go n.join()
}

func (n *node) listen(subscription *redis.PubSub) {
	for {
		heard, err := subscription.ReceiveMessage(context.Background())
		if err != nil {
			log.Printf("the subscription begins again: %v", err)
			time.Sleep(askAgain)
			continue
		}
		var m message
		if err := json.Unmarshal([]byte(heard.Payload), &m); err != nil || m.Update == "" {
			log.Printf("a message is passed over: it is no write of a driver")
			continue
		}
		if _, isOwn := n.own.LoadAndDelete(m.Update); isOwn {
			continue
		}
		if _, isSeen := n.seen.LoadOrStore(m.Update, nil); !isSeen {
			n.out.Received(lines.Receipt{Update: m.Update})
		}
	}
}

// Write publishes the write. It is written when the server has taken it; its time is when it was asked, since peers may have it before the answer is here.
func (n *node) Write(w lines.Write) {
	switch {
	case n.server == nil:
		n.out.Refused(w.Update, "there is no server before begin", true)
	case len(w.Value) > mostValueBytes:
		n.out.Refused(w.Update, fmt.Sprintf("a value has %d bytes at most", mostValueBytes), false)
	default:
		go n.publish(w)
	}
}

func (n *node) publish(w lines.Write) {
	text, err := json.Marshal(message{w.Update, w.Key, w.Value})
	if err != nil {
		panic(err)
	}
	takenMs := lines.Now()
	n.own.Store(w.Update, nil)
	if err := n.server.Publish(context.Background(), channel, text).Err(); err != nil {
		n.own.Delete(w.Update)
		n.out.Refused(w.Update, err.Error(), false)
		return
	}
	n.out.Written(w.Update, takenMs)
}

func (n *node) Members() []lines.Member { return n.membership.all() }

// Counters are the server's own: messages over the bus, of all kinds. A server that does not answer now has counted what it had.
func (n *node) Counters() map[string]int64 {
	if n.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if text, err := n.server.ClusterInfo(ctx).Result(); err == nil {
			n.last = map[string]int64{
				"messagesSent":     infoOf(text, "cluster_stats_messages_sent"),
				"messagesReceived": infoOf(text, "cluster_stats_messages_received"),
			}
		}
	}
	return n.last
}

func infoOf(text, name string) int64 {
	for _, line := range strings.Split(text, "\r\n") {
		if value, isIt := strings.CutPrefix(line, name+":"); isIt {
			count, _ := strconv.ParseInt(value, 10, 64)
			return count
		}
	}
	return 0
}

// End removes what the server kept: the run is over.
func (n *node) End() { os.RemoveAll(n.folder()) }
