package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/hashicorp/raft"

	"gossip-bench/lines"
)

// The first byte of a connection tells what it is for.
const (
	raftKind    byte = 'r'
	forwardKind byte = 'w'
)

// kindTimeout is how long a connection may take to say its kind.
const kindTimeout = 5 * time.Second

// links is raft's stream layer. A server's address is its name, and a name leads to the link of this run.
type links struct {
	self     string
	to       map[string]string
	listener net.Listener
	isOpen   atomic.Bool
	streams  chan net.Conn
	forwards chan net.Conn
	closed   chan struct{}

	messagesSent, bytesSent, bytesReceived, framesDropped atomic.Int64
}

var _ raft.StreamLayer = (*links)(nil)

// name is how a node is called among the servers.
func name(node int) string { return "node-" + strconv.Itoa(node) }

// listen takes the node's address. Whoever dials it is turned away until the node begins.
func listen(init lines.Init) (*links, error) {
	listener, err := net.Listen("tcp", init.Listen)
	if err != nil {
		return nil, err
	}
	l := &links{
		self:     name(*init.Node),
		to:       map[string]string{},
		listener: listener,
		streams:  make(chan net.Conn),
		forwards: make(chan net.Conn),
		closed:   make(chan struct{}),
	}
	for _, peer := range init.Peers {
		l.to[name(peer.Node)] = peer.Address
	}
	go l.accept()
	return l, nil
}

// Dial opens a stream for raft.
func (l *links) Dial(server raft.ServerAddress, timeout time.Duration) (net.Conn, error) {
	return l.dial(string(server), raftKind, timeout)
}

func (l *links) dial(server string, kind byte, timeout time.Duration) (net.Conn, error) {
	link, ok := l.to[server]
	if !ok {
		return nil, fmt.Errorf("there is no link to %q", server)
	}
	conn, err := net.DialTimeout("tcp", link, timeout)
	if err != nil {
		return nil, err
	}
	counted := &countedConn{conn, l}
	if _, err := counted.Write([]byte{kind}); err != nil {
		conn.Close()
		return nil, err
	}
	l.messagesSent.Add(-1) // the kind is a part of the first message
	return counted, nil
}

func (l *links) accept() {
	for {
		conn, err := l.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			log.Printf("a connection is not accepted: %v", err)
			time.Sleep(10 * time.Millisecond)
			continue
		}
		go l.hear(&countedConn{conn, l})
	}
}

func (l *links) hear(conn net.Conn) {
	if !l.isOpen.Load() {
		conn.Close()
		return
	}
	conn.SetDeadline(time.Now().Add(kindTimeout))
	kind := make([]byte, 1)
	if _, err := io.ReadFull(conn, kind); err != nil {
		conn.Close()
		return
	}
	conn.SetDeadline(time.Time{})
	switch kind[0] {
	case raftKind:
		l.streams <- conn
	case forwardKind:
		l.forwards <- conn
	default:
		l.framesDropped.Add(1)
		conn.Close()
	}
}

// Accept hands raft the streams that peers opened.
func (l *links) Accept() (net.Conn, error) {
	select {
	case conn := <-l.streams:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *links) Close() error {
	close(l.closed)
	return l.listener.Close()
}

// Addr is this server's address, which raft tells its peers: a name.
func (l *links) Addr() net.Addr { return address(l.self) }

type address string

func (a address) Network() string { return "link" }

func (a address) String() string { return string(a) }

// countedConn counts bytes, and writes: raft writes a request or an answer in one piece.
type countedConn struct {
	net.Conn
	links *links
}

func (c *countedConn) Write(bytes []byte) (int, error) {
	n, err := c.Conn.Write(bytes)
	c.links.messagesSent.Add(1)
	c.links.bytesSent.Add(int64(n))
	return n, err
}

func (c *countedConn) Read(bytes []byte) (int, error) {
	n, err := c.Conn.Read(bytes)
	c.links.bytesReceived.Add(int64(n))
	return n, err
}
