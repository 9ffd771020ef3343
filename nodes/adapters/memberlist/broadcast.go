package main

import "github.com/hashicorp/memberlist"

// broadcast is an update in memberlist's queue. Each one is spread to its end: a newer value of the key does not displace it.
type broadcast []byte

var _ memberlist.UniqueBroadcast = broadcast(nil)

func (b broadcast) Message() []byte { return b }

func (b broadcast) Invalidates(memberlist.Broadcast) bool { return false }

func (b broadcast) Finished() {}

func (b broadcast) UniqueBroadcast() {}
