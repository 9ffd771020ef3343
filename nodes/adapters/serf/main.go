// A node around hashicorp/serf as a library, for gossip-bench.
package main

import (
	"gossip-bench/lines"
	"gossip-bench/links"
)

func main() { lines.Serve(start) }

func start(init lines.Init, out *lines.Out) (lines.Node, error) {
	settings, err := readSettings(init)
	if err != nil {
		return nil, err
	}
	addresses := map[int]string{}
	for _, peer := range init.Peers {
		addresses[peer.Node] = peer.Address
	}
	transport, err := links.Listen(*init.Node, init.Listen, addresses, init.UDP)
	if err != nil {
		return nil, lines.ListenError{Err: err}
	}
	traits := settings.traits(len(init.Peers) + 1)
	traits["transport"] = transport.Kind()
	node := newNode(*init.Node, settings, transport, out)
	out.Ready(lines.Ready{
		Implementation: "serf",
		Version:        lines.VersionOf("github.com/hashicorp/serf"),
		Capabilities:   []string{"views", "members", "counters", "deletes", "hold", "leave"},
		Traits:         traits,
	})
	return node, nil
}
