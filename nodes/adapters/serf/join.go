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

// join joins the cluster; serf itself comes back to peers that failed. Then the events that waited go out.
func (n *node) join() {
	peers := n.transport.Peers()
	for len(peers) > 0 && !n.contact(peers[:min(seeds, len(peers))]) {
		if n.contact([]int{peers[rand.Intn(len(peers))]}) {
			break
		}
		time.Sleep(retry)
	}
	n.lock.Lock()
	defer n.lock.Unlock()
	n.isJoined = true
	for _, w := range n.waiting {
		if err := n.send(w); err != nil {
			log.Printf("update %s is lost: %v", w.Update, err)
		}
	}
	n.waiting = nil
}

// contact joins each of these peers. True: at least one was there.
func (n *node) contact(peers []int) bool {
	contacts := []string{}
	for _, peer := range peers {
		contacts = append(contacts, links.Contact(peer))
	}
	joined, err := n.serf.Join(contacts, false)
	if err != nil {
		log.Printf("nobody can be joined now: %v", err)
	}
	return joined > 0
}
