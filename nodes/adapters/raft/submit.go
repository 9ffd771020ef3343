package main

import (
	"errors"
	"log"
	"time"

	"github.com/hashicorp/raft"
)

const (
	// patience is how long a leader is looked for.
	patience = 8 * time.Second
	// retry is the time between two attempts to offer a write.
	retry = 50 * time.Millisecond
	// offerTimeout is for one attempt.
	offerTimeout = 2 * time.Second
)

// errNotTaken: the write is in no log, for certain.
var errNotTaken = errors.New("there is no leader that took it")

// submit offers a write to leaders until it is in the log. The FSM tells when it is applied here, and applies it once where two leaders
// took it. A write that no leader took is refused; of one that a lost leader may have taken nobody can tell: it is said to be written if it comes.
func (n *node) submit(c command) {
	isUncertain := false
	for end := time.Now().Add(patience); time.Now().Before(end) && n.isPending(c.Update); time.Sleep(retry) {
		err := n.offer(c)
		if err == nil {
			return
		}
		isUncertain = isUncertain || !errors.Is(err, errNotTaken)
	}
	if isUncertain {
		log.Printf("whether update %s is in the log is not known", c.Update)
	} else if _, isOpen := n.forget(c.Update); isOpen {
		n.out.Refused(c.Update, errNotTaken.Error(), true)
	}
}

func (n *node) offer(c command) error {
	_, leader := n.raft.LeaderWithID()
	switch string(leader) {
	case "":
		return errNotTaken
	case name(n.id):
		return n.apply(c)
	default:
		return n.forward(string(leader), c)
	}
}

func (n *node) apply(c command) error {
	err := n.raft.Apply(c.encode(), offerTimeout).Error()
	if errors.Is(err, raft.ErrNotLeader) || errors.Is(err, raft.ErrEnqueueTimeout) {
		return errNotTaken
	}
	return err
}
