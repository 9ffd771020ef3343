package main

import (
	"errors"
	"io"
	"net"
	"time"
)

// What a leader answers to a forwarded write: a byte.
const (
	isTaken    byte = 't'
	isNotTaken byte = 'n'
	isUnknown  byte = 'u'
)

// forward hands a write to the leader, on a connection of its own, and waits until it is committed.
func (n *node) forward(leader string, c command) error {
	conn, err := n.links.dial(leader, forwardKind, offerTimeout)
	if err != nil {
		return errNotTaken
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(2 * offerTimeout))
	if err := encode(conn, c.encode()); err != nil {
		return err
	}
	answer := make([]byte, 1)
	if _, err := io.ReadFull(conn, answer); err != nil {
		return err
	}
	switch answer[0] {
	case isTaken:
		return nil
	case isNotTaken:
		return errNotTaken
	}
	return errors.New("the leader does not know whether it is committed")
}

func (n *node) serveForwards() {
	for conn := range n.links.forwards {
		go n.serve(conn)
	}
}

func (n *node) serve(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(2 * offerTimeout))
	text := []byte{}
	if err := decode(io.LimitReader(conn, 2*mostValueBytes), &text); err != nil {
		n.links.framesDropped.Add(1)
		return
	}
	c, err := decodeCommand(text)
	if err != nil {
		n.links.framesDropped.Add(1)
		return
	}
	conn.Write([]byte{answerTo(n.apply(c))})
}

func answerTo(err error) byte {
	switch {
	case err == nil:
		return isTaken
	case errors.Is(err, errNotTaken):
		return isNotTaken
	}
	return isUnknown
}
