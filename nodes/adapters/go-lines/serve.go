// Package lines speaks contract 2 of gossip-bench: one JSON object a line on stdin and on stdout.
package lines

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
)

const (
	contract     = 2
	longestLine  = 2 << 20
	cannotListen = 71
	makesNoSense = 2
)

// Ready is what a node says of itself when it listens.
type Ready struct {
	Implementation string         `json:"implementation"`
	Version        string         `json:"version"`
	Capabilities   []string       `json:"capabilities"`
	Traits         map[string]any `json:"traits"`
}

// Receipt is the first copy of an update, and how it came. What a node cannot tell is left out.
type Receipt struct {
	Update string `json:"update"`
	From   *int   `json:"from,omitempty"`
	Hops   int    `json:"hops,omitempty"`
	Via    string `json:"via,omitempty"`
}

// Write is a value for a key. A nil value deletes the key.
type Write struct {
	Update string `json:"update"`
	Key    string `json:"key"`
	Value  []byte `json:"value"`
}

// Member is what a node believes of another one.
type Member struct {
	Node   int    `json:"node"`
	Status string `json:"status"`
}

// Node is what an adapter implements. Write answers by Out.Written or Out.Refused, at once or later.
type Node interface {
	Begin()
	Write(Write)
}

// Capabilities beyond the least of the contract.
type (
	Viewer interface {
		View() (entries int, digest string)
	}
	Knower  interface{ Members() []Member }
	Counter interface{ Counters() map[string]int64 }
	Leaver  interface{ Leave() }
	// Ender is told that stdin has ended, and this process is about to.
	Ender interface{ End() }
)

// ListenError says that the node cannot listen where init tells it to.
type ListenError struct{ Err error }

func (e ListenError) Error() string { return "it cannot listen: " + e.Err.Error() }

// Serve runs the node until stdin ends. start listens, and says with out that the node is ready.
func Serve(start func(Init, *Out) (Node, error)) {
	log.SetFlags(log.Ltime | log.Lmicroseconds)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, longestLine)
	in.Scan()
	init, err := parseInit(in.Bytes())
	if err != nil {
		exit(err)
	}
	out := newOut(os.Stdout)
	node, err := start(init, out)
	if err != nil {
		exit(err)
	}
	for in.Scan() {
		if err := obey(node, out, in.Bytes()); err != nil {
			log.Printf("a line from the harness is passed over: %v", err)
		}
	}
	if ender, ok := node.(Ender); ok {
		ender.End()
	}
	end(out)
}

func obey(node Node, out *Out, line []byte) error {
	var order struct {
		Type string `json:"type"`
		Ask  int    `json:"ask"`
		Write
	}
	if err := json.Unmarshal(line, &order); err != nil {
		return err
	}
	answer := func(name string, value any) {
		out.say(map[string]any{"type": order.Type, "ask": order.Ask, name: value})
	}
	switch order.Type {
	case "begin":
		node.Begin()
	case "write":
		node.Write(order.Write)
	case "clock":
		answer("t", Now())
	case "view":
		if viewer, ok := node.(Viewer); ok {
			entries, digest := viewer.View()
			out.say(map[string]any{"type": "view", "ask": order.Ask, "entries": entries, "digest": digest})
		}
	case "members":
		if knower, ok := node.(Knower); ok {
			answer("members", knower.Members())
		}
	case "counters":
		if counter, ok := node.(Counter); ok {
			answer("counters", counter.Counters())
		}
	case "leave":
		if leaver, ok := node.(Leaver); ok {
			leaver.Leave()
			end(out)
		}
	}
	return nil
}

// end exits in order, and soon even where nobody reads stdout.
func end(out *Out) {
	go func() {
		time.Sleep(time.Second)
		os.Exit(0)
	}()
	out.flush()
	os.Exit(0)
}

func exit(err error) {
	code := makesNoSense
	if errors.As(err, &ListenError{}) {
		code = cannotListen
	}
	fmt.Fprintf(os.Stderr, "this node cannot start: %v\n", err)
	os.Exit(code)
}
