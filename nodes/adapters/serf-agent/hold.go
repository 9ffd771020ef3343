package main

import (
	"errors"
	"net"
)

// heldPort keeps a port for the agent until it starts.
type heldPort struct {
	tcp net.Listener
	udp net.PacketConn
}

// holdPort takes the TCP and the UDP port of an address. Whoever dials is turned away.
func holdPort(address string) (*heldPort, error) {
	tcp, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	udp, err := net.ListenPacket("udp", address)
	if err != nil {
		return nil, errors.Join(err, tcp.Close())
	}
	go func() {
		for {
			conn, err := tcp.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	return &heldPort{tcp, udp}, nil
}

func (h *heldPort) release() {
	h.tcp.Close()
	h.udp.Close()
}
