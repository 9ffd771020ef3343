package main

import (
	"log"
	"math/rand"
	"time"

	"gossip-bench/links"
)

const (
	// seeds are the peers of the lowest numbers: all nodes join these, so that no part of the cluster stays apart.
	seeds = 3
	// retry is the time between two attempts to join anybody at all.
	retry = 200 * time.Millisecond
)

// join joins the cluster, and then every reconnectInterval those peers that it does not hold alive: memberlist forgets peers that failed,
// and does not come back to them by itself.
func (n *node) join() {
	peers := n.transport.Peers()
	first, others := peers[:min(seeds, len(peers))], peers[min(seeds, len(peers)):]
	for len(peers) > 0 && n.contact(first) == 0 {
		rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
		if n.contact(others[:min(seeds, len(others))]) > 0 {
			break
		}
		time.Sleep(retry)
	}
	n.hasJoined.Store(true)
	for n.settings.reconnectInterval > 0 {
		time.Sleep(n.settings.reconnectInterval)
		for _, peer := range peers {
			if !n.membership.isAlive(peer) {
				n.contact([]int{peer})
			}
		}
	}
}

// contact is how many of the peers it could join.
func (n *node) contact(peers []int) int {
	joined := 0
	for _, peer := range peers {
		if _, err := n.list.Load().Join([]string{links.Contact(peer)}); err != nil {
			log.Printf("%s cannot be joined now: %v", links.Name(peer), err)
		} else {
			joined++
		}
	}
	return joined
}
