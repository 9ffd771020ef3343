// A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
//
// It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"sync"
	"time"
)

const longestLine = 1 << 20

type peer struct {
	Node    int    `json:"node"`
	Address string `json:"address"`
}

// line is what the harness says; each type has some of the fields.
type line struct {
	Type   string  `json:"type"`
	Ask    int     `json:"ask"`
	Node   int     `json:"node"`
	Listen string  `json:"listen"`
	Peers  []peer  `json:"peers"`
	Update string  `json:"update"`
	Key    string  `json:"key"`
	Value  *string `json:"value"`
}

// message is what nodes send each other, one a connection.
type message struct {
	Update string  `json:"update"`
	Key    string  `json:"key"`
	Value  string  `json:"value"`
	Time   float64 `json:"time"`
	Origin int     `json:"origin"`
	From   int     `json:"from"`
	Hops   int     `json:"hops"`
}

var (
	started = time.Now()
	me      line
	out     sync.Mutex

	state    sync.Mutex
	held     = map[string]bool{}
	view     = map[string]message{}
	counters = map[string]int{"messagesSent": 0, "bytesSent": 0, "copiesReceived": 0, "duplicates": 0}
)

// now is monotonic, in ms since the start of this process; the harness asks for it to learn its offset.
func now() float64 { return float64(time.Since(started).Nanoseconds()) / 1e6 }

func say(fields map[string]any) {
	text, _ := json.Marshal(fields)
	out.Lock()
	defer out.Unlock()
	os.Stdout.Write(append(text, '\n'))
}

func start(l line) {
	me = l
	listener, err := net.Listen("tcp", l.Listen)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(71)
	}
	go func() {
		for {
			if conn, err := listener.Accept(); err == nil {
				go receive(conn)
			}
		}
	}()
	say(map[string]any{"type": "ready", "contract": 2, "implementation": "my-node", "version": "0.1", "t": now(),
		"capabilities": []string{"from", "hops", "views", "counters", "hold"}})
}

func write(l line) {
	if l.Value == nil {
		say(map[string]any{"type": "refused", "update": l.Update, "reason": "this node has no deletions"})
		return
	}
	m := message{Update: l.Update, Key: l.Key, Value: *l.Value, Time: float64(time.Now().UnixNano()), Origin: me.Node}
	state.Lock()
	apply(m)
	say(map[string]any{"type": "written", "update": m.Update, "t": now()})
	state.Unlock()
	spread(m)
}

func receive(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	var m message
	if json.NewDecoder(io.LimitReader(conn, longestLine)).Decode(&m) != nil || m.Update == "" {
		return // No gossip.
	}
	state.Lock()
	counters["copiesReceived"]++
	if held[m.Update] {
		counters["duplicates"]++
		state.Unlock()
		return
	}
	m.Hops++
	apply(m)
	say(map[string]any{"type": "received", "update": m.Update, "t": now(), "from": m.From, "hops": m.Hops})
	state.Unlock()
	spread(m)
}

// apply keeps the newest write of each key.
func apply(m message) {
	held[m.Update] = true
	known, has := view[m.Key]
	if !has || m.Time > known.Time || (m.Time == known.Time && m.Origin > known.Origin) {
		view[m.Key] = m
	}
}

func spread(m message) {
	m.From = me.Node
	text, _ := json.Marshal(m)
	for _, p := range me.Peers {
		go func(address string) {
			conn, err := net.DialTimeout("tcp", address, 5*time.Second)
			if err != nil {
				return // This copy is lost.
			}
			defer conn.Close()
			if n, err := conn.Write(text); err == nil {
				state.Lock()
				counters["messagesSent"]++
				counters["bytesSent"] += n
				state.Unlock()
			}
		}(p.Address)
	}
}

func answerView(ask int) {
	state.Lock()
	defer state.Unlock()
	keys := make([]string, 0, len(view))
	for key := range view {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	hash := sha256.New()
	for _, key := range keys {
		fmt.Fprintf(hash, "%s\x00%s\x00", key, view[key].Update)
	}
	digest := hex.EncodeToString(hash.Sum(nil))[:16]
	say(map[string]any{"type": "view", "ask": ask, "entries": len(view), "digest": digest})
}

func answerCounters(ask int) {
	state.Lock()
	defer state.Unlock()
	say(map[string]any{"type": "counters", "ask": ask, "counters": counters})
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(make([]byte, 4096), longestLine)
	for input.Scan() {
		var l line
		if json.Unmarshal(input.Bytes(), &l) != nil {
			continue
		}
		switch l.Type { // What is not known is passed over.
		case "init":
			start(l)
		case "write":
			write(l)
		case "view":
			answerView(l.Ask)
		case "counters":
			answerCounters(l.Ask)
		case "clock":
			say(map[string]any{"type": "clock", "ask": l.Ask, "t": now()})
		}
	}
}
