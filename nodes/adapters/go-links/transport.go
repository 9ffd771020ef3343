// Package links carries memberlist's packets and streams over the links of a run, and over nothing else.
// A packet is a datagram where the links carry them. Where they do not, it is one TCP connection: a byte that tells the kind, then the packet
// until the end. A stream is always one.
package links

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"
)

const (
	packetKind byte = 'p'
	streamKind byte = 's'
)

// Transport is memberlist's way to its peers. It finds them by name.
type Transport struct {
	Counters Counters

	node     int
	links    map[string]string
	listener net.Listener
	socket   *net.UDPConn // nil where links carry no datagrams
	remotes  map[string]*net.UDPAddr
	isOpen   atomic.Bool
	packets  chan *memberlist.Packet
	streams  chan net.Conn
	sending  chan struct{}
	reading  chan struct{}
}

var _ memberlist.NodeAwareTransport = (*Transport)(nil)

// Listen takes the node's address, and with udp the UDP port of that number. Whoever dials it is turned away until Open.
func Listen(node int, listen string, links map[int]string, udp bool) (*Transport, error) {
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, err
	}
	t := &Transport{
		node:     node,
		links:    map[string]string{},
		listener: listener,
		packets:  make(chan *memberlist.Packet, mostWaiting),
		streams:  make(chan net.Conn),
		sending:  make(chan struct{}, mostWaiting),
		reading:  make(chan struct{}, mostWaiting),
	}
	for peer, address := range links {
		t.links[Name(peer)] = address
	}
	if udp {
		if err := t.listenUDP(listen); err != nil {
			listener.Close()
			return nil, err
		}
		go t.hearDatagrams()
	}
	go t.accept()
	return t, nil
}

// Peers are the nodes that links lead to, in order.
func (t *Transport) Peers() []int {
	peers := []int{}
	for name := range t.links {
		peer, _ := Number(name)
		peers = append(peers, peer)
	}
	slices.Sort(peers)
	return peers
}

// Open lets peers in.
func (t *Transport) Open() { t.isOpen.Store(true) }

// FinalAdvertiseAddr gives the address to gossip, which leads nowhere.
func (t *Transport) FinalAdvertiseAddr(string, int) (net.IP, int, error) {
	ip, port := nowhere(t.node)
	return ip, port, nil
}

// DialAddressTimeout opens a stream to the peer of that name.
func (t *Transport) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	conn, err := t.dial(to.Name, timeout)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write([]byte{streamKind}); err != nil {
		conn.Close()
		return nil, err
	}
	t.Counters.BytesSent.Add(1)
	return &countedConn{Conn: conn, counters: &t.Counters}, nil
}

func (t *Transport) dial(name string, timeout time.Duration) (net.Conn, error) {
	link, ok := t.links[name]
	if !ok {
		return nil, fmt.Errorf("there is no link to %q", name)
	}
	return net.DialTimeout("tcp", link, timeout)
}

func (t *Transport) StreamCh() <-chan net.Conn { return t.streams }

func (t *Transport) PacketCh() <-chan *memberlist.Packet { return t.packets }

func (t *Transport) Shutdown() error {
	if t.socket != nil {
		t.socket.Close()
	}
	return t.listener.Close()
}

// Kind is what packets go over, as the contract calls it.
func (t *Transport) Kind() string {
	if t.socket != nil {
		return "udp"
	}
	return "tcp"
}

var errNameless = errors.New("a peer is found by its name only")

// WriteTo is for peers without a name, and there are none.
func (t *Transport) WriteTo([]byte, string) (time.Time, error) { return time.Time{}, errNameless }

// DialTimeout is for peers without a name, and there are none.
func (t *Transport) DialTimeout(string, time.Duration) (net.Conn, error) { return nil, errNameless }
