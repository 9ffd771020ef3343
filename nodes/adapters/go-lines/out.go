package lines

import (
	"encoding/json"
	"io"
	"log"
	"sync"
)

// mostPendingBytes bounds what is kept for a reader that does not read.
const mostPendingBytes = 64 << 20

// Out is the node's stdout. Whoever says a line never waits for who reads it.
type Out struct {
	lock    sync.Mutex
	change  *sync.Cond
	pending []byte
	writing bool
	lost    int
}

func newOut(to io.Writer) *Out {
	out := &Out{}
	out.change = sync.NewCond(&out.lock)
	go out.write(to)
	return out
}

// Ready tells that the node listens.
func (o *Out) Ready(ready Ready) {
	o.say(struct {
		Type     string  `json:"type"`
		Contract int     `json:"contract"`
		T        float64 `json:"t"`
		Clock    string  `json:"clock"`
		Ready
	}{"ready", contract, Now(), "monotonic", ready})
}

// Written tells that a write is applied here; takenMs is when the node took it over, by Now.
func (o *Out) Written(update string, takenMs float64) {
	o.say(map[string]any{"type": "written", "update": update, "t": takenMs})
}

// Refused tells that a write was not taken. Busy: it would be later.
func (o *Out) Refused(update, reason string, busy bool) {
	o.say(map[string]any{"type": "refused", "update": update, "reason": reason, "busy": busy})
}

// Received tells that another node's update arrived for the first time and is applied.
func (o *Out) Received(receipt Receipt) {
	o.say(struct {
		Type string  `json:"type"`
		T    float64 `json:"t"`
		Receipt
	}{"received", Now(), receipt})
}

// Member tells that what this node believes of another one has changed.
func (o *Out) Member(node int, change string) {
	o.say(map[string]any{"type": "member", "t": Now(), "node": node, "change": change})
}

func (o *Out) say(line any) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	if len(o.pending) > mostPendingBytes {
		if o.lost++; o.lost == 1 {
			log.Printf("nobody reads stdout: lines are dropped")
		}
		return
	}
	o.pending = append(append(o.pending, text...), '\n')
	o.change.Broadcast()
}

func (o *Out) write(to io.Writer) {
	o.lock.Lock()
	defer o.lock.Unlock()
	for {
		for len(o.pending) == 0 {
			o.change.Wait()
		}
		text := o.pending
		o.pending, o.writing = nil, true
		o.lock.Unlock()
		_, err := to.Write(text)
		o.lock.Lock()
		o.writing = false
		o.change.Broadcast()
		if err != nil {
			log.Printf("stdout is closed: %v", err)
			return
		}
	}
}

// flush waits until all that was said is written.
func (o *Out) flush() {
	o.lock.Lock()
	defer o.lock.Unlock()
	for len(o.pending) > 0 || o.writing {
		o.change.Wait()
	}
}
