// A node around hashicorp/raft, for gossip-bench: consensus, to be compared with gossip.
package main

import (
	"gossip-bench/lines"
)

func main() { lines.Serve(start) }

func start(init lines.Init, out *lines.Out) (lines.Node, error) {
	settings, err := readSettings(init)
	if err != nil {
		return nil, err
	}
	links, err := listen(init)
	if err != nil {
		return nil, lines.ListenError{Err: err}
	}
	node := newNode(init, settings, links, out)
	out.Ready(lines.Ready{
		Implementation: "raft",
		Version:        lines.VersionOf("github.com/hashicorp/raft"),
		Capabilities:   []string{"views", "counters", "deletes", "supersedes", "hold"},
		Traits:         settings.traits(),
	})
	return node, nil
}
