package main

import (
	"context"
	"log"
	"net"
	"strings"
	"time"
)

// slots of a redis cluster. Only masters that serve some count in the majority that declares another one failed.
const slots = 16384

// join takes this node's share of the slots, and introduces the peers, again and again until all are known. In a later life the server knows both.
func (n *node) join() {
	ctx := context.Background()
	all, self := int64(len(n.init.Peers)+1), int64(*n.init.Node)
	from, to := slots*self/all, slots*(self+1)/all-1
	if err := n.server.Do(ctx, "cluster", "addslotsrange", from, to).Err(); err != nil {
		log.Printf("slots %d to %d are not taken: %v", from, to, err)
	}
	for ; n.membership.known() < len(n.init.Peers); time.Sleep(meetAgain) {
		for _, peer := range n.init.Peers {
			if n.membership.knows(peer.Node) {
				continue
			}
			host, busPort, err := net.SplitHostPort(peer.Address)
			if err != nil {
				continue
			}
			// Of the port for clients it is told by the peer itself.
			if err := n.server.Do(ctx, "cluster", "meet", host, busPort, busPort).Err(); err != nil {
				log.Printf("n%d cannot be met now: %v", peer.Node, err)
			}
		}
	}
}

// meetAgain is longer than a handshake takes over slow links.
const meetAgain = time.Second

// watchMembers asks the server again and again what it believes of the others: it tells nobody of itself.
func (n *node) watchMembers() {
	for ; ; time.Sleep(n.settings.pollInterval) {
		text, err := n.server.Do(context.Background(), "cluster", "nodes").Text()
		if err != nil {
			log.Printf("the server does not tell its members: %v", err)
			continue
		}
		for _, line := range strings.Split(text, "\n") {
			if address, status, ok := readMember(line); ok {
				if peer, isPeer := n.peerAt(address); isPeer {
					n.membership.change(peer, status)
				}
			}
		}
	}
}

// readMember reads a line of CLUSTER NODES: id, ip:port@busPort, flags and more. False: it is this node, or one that is not met yet.
func readMember(line string) (address, status string, ok bool) {
	words := strings.Fields(line)
	if len(words) < 3 {
		return "", "", false
	}
	client, bus, isAddress := strings.Cut(words[1], "@")
	host, _, err := net.SplitHostPort(client)
	if !isAddress || err != nil {
		return "", "", false
	}
	bus, _, _ = strings.Cut(bus, ",")
	flags := map[string]bool{}
	for _, flag := range strings.Split(words[2], ",") {
		flags[flag] = true
	}
	switch {
	case flags["myself"], flags["handshake"], flags["noaddr"]:
		return "", "", false
	case flags["fail"]:
		status = "failed"
	case flags["fail?"]:
		status = "suspect"
	default:
		status = "alive"
	}
	return net.JoinHostPort(host, bus), status, true
}

func (n *node) peerAt(address string) (int, bool) {
	for _, peer := range n.init.Peers {
		if peer.Address == address {
			return peer.Node, true
		}
	}
	return 0, false
}
