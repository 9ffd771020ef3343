package links

import (
	"errors"
	"net"
	"slices"
	"time"
)

// receiveBuffer is what memberlist's own transport asks the system for.
const receiveBuffer = 2 << 20

// listenUDP takes the UDP port of the node's address, from which it sends, too.
func (t *Transport) listenUDP(listen string) error {
	own, err := net.ResolveUDPAddr("udp", listen)
	if err != nil {
		return err
	}
	t.remotes = map[string]*net.UDPAddr{}
	for name, link := range t.links {
		if t.remotes[name], err = net.ResolveUDPAddr("udp", link); err != nil {
			return err
		}
	}
	if t.socket, err = net.ListenUDP("udp", own); err != nil {
		return err
	}
	t.socket.SetReadBuffer(receiveBuffer)
	return nil
}

func (t *Transport) sendDatagram(packet []byte, name string) {
	remote, ok := t.remotes[name]
	if !ok {
		t.Counters.FramesDropped.Add(1)
		return
	}
	n, err := t.socket.WriteToUDP(packet, remote)
	if err != nil {
		t.Counters.FramesDropped.Add(1)
		return
	}
	t.Counters.MessagesSent.Add(1)
	t.Counters.BytesSent.Add(int64(n))
}

func (t *Transport) hearDatagrams() {
	buffer := make([]byte, longestPacket)
	for {
		n, from, err := t.socket.ReadFromUDP(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(10 * time.Millisecond)
			continue
		}
		if !t.isOpen.Load() {
			continue
		}
		t.Counters.BytesReceived.Add(int64(n))
		if n == 0 {
			t.Counters.FramesDropped.Add(1)
			continue
		}
		t.handOver(slices.Clone(buffer[:n]), from)
	}
}
