package links

import (
	"errors"
	"io"
	"net"
	"time"

	"github.com/hashicorp/memberlist"
)

const (
	// packetTimeout is for a packet's whole way. What takes longer is lost, as a datagram would be.
	packetTimeout = 5 * time.Second
	// mostWaiting bounds packets on their way out, connections that are read, and packets that nobody has handled.
	mostWaiting = 1024
	// longestPacket is beyond what a datagram can be.
	longestPacket = 64 << 10
)

// WriteToAddress sends a packet to the peer of that name. Like a datagram it does not wait, and gets lost in silence.
func (t *Transport) WriteToAddress(packet []byte, to memberlist.Address) (time.Time, error) {
	if t.socket != nil {
		t.sendDatagram(packet, to.Name)
		return time.Now(), nil
	}
	select {
	case t.sending <- struct{}{}:
		frame := append([]byte{packetKind}, packet...)
		go func() {
			t.send(frame, to.Name)
			<-t.sending
		}()
	default:
		t.Counters.FramesDropped.Add(1)
	}
	return time.Now(), nil
}

func (t *Transport) send(frame []byte, name string) {
	conn, err := t.dial(name, packetTimeout)
	if err != nil {
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(packetTimeout))
	if n, err := conn.Write(frame); err == nil {
		t.Counters.MessagesSent.Add(1)
		t.Counters.BytesSent.Add(int64(n))
	}
}

func (t *Transport) accept() {
	for {
		conn, err := t.listener.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				return
			}
			time.Sleep(10 * time.Millisecond)
			continue
		}
		select {
		case t.reading <- struct{}{}:
			go func() {
				t.hear(conn)
				<-t.reading
			}()
		default:
			t.Counters.FramesDropped.Add(1)
			conn.Close()
		}
	}
}

// hear tells a stream from a packet. What is neither is dropped.
func (t *Transport) hear(conn net.Conn) {
	if !t.isOpen.Load() {
		conn.Close()
		return
	}
	conn.SetDeadline(time.Now().Add(packetTimeout))
	kind := make([]byte, 1)
	if _, err := io.ReadFull(conn, kind); err != nil {
		conn.Close()
		return
	}
	t.Counters.BytesReceived.Add(1)
	switch kind[0] {
	case streamKind:
		conn.SetDeadline(time.Time{})
		t.streams <- &countedConn{Conn: conn, counters: &t.Counters}
	case packetKind:
		t.hearPacket(conn)
	default:
		t.Counters.FramesDropped.Add(1)
		conn.Close()
	}
}

func (t *Transport) hearPacket(conn net.Conn) {
	defer conn.Close()
	packet, err := io.ReadAll(io.LimitReader(conn, longestPacket+1))
	t.Counters.BytesReceived.Add(int64(len(packet)))
	if err != nil || len(packet) == 0 || len(packet) > longestPacket {
		t.Counters.FramesDropped.Add(1)
		return
	}
	t.handOver(packet, conn.RemoteAddr())
}

// handOver gives a packet to the library. Its source does not matter: who sent it is said inside.
func (t *Transport) handOver(packet []byte, from net.Addr) {
	t.Counters.MessagesReceived.Add(1)
	select {
	case t.packets <- &memberlist.Packet{Buf: packet, From: from, Timestamp: time.Now()}:
	default:
		t.Counters.FramesDropped.Add(1)
	}
}
