package links

import (
	"net"
	"sync/atomic"
)

// Counters count what crosses the links: each packet, and each state that a stream carries, is a message.
type Counters struct {
	MessagesSent, MessagesReceived, BytesSent, BytesReceived, FramesDropped atomic.Int64
}

// countedConn counts a connection's bytes. The library writes each message of a stream in one piece, and reads one.
type countedConn struct {
	net.Conn
	counters *Counters
	heard    atomic.Bool
}

func (c *countedConn) Write(bytes []byte) (int, error) {
	n, err := c.Conn.Write(bytes)
	c.counters.MessagesSent.Add(1)
	c.counters.BytesSent.Add(int64(n))
	return n, err
}

func (c *countedConn) Read(bytes []byte) (int, error) {
	n, err := c.Conn.Read(bytes)
	c.counters.BytesReceived.Add(int64(n))
	if n > 0 && !c.heard.Swap(true) {
		c.counters.MessagesReceived.Add(1)
	}
	return n, err
}
