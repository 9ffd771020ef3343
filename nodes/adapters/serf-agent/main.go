// A driver beside an unmodified serf agent, for gossip-bench: it speaks lines with the harness, and serf's RPC with the agent.
package main

import (
	"flag"

	"gossip-bench/lines"
)

var agentPath = flag.String("agent", "serf", "path of the serf program")

func main() {
	flag.Parse()
	lines.Serve(start)
}

func start(init lines.Init, out *lines.Out) (lines.Node, error) {
	settings, err := readSettings(init)
	if err != nil {
		return nil, err
	}
	// Until begin nobody is answered; whether the agent will be able to listen is found out now.
	held, err := holdPort(init.Listen)
	if err != nil {
		return nil, lines.ListenError{Err: err}
	}
	node := newNode(init, settings, held, out)
	traits := settings.traits(len(init.Peers) + 1)
	traits["transport"] = "udp"
	out.Ready(lines.Ready{
		Implementation: "serf-agent",
		Version:        lines.VersionOf("github.com/hashicorp/serf"),
		Capabilities:   []string{"views", "members", "deletes", "hold", "leave"},
		Traits:         traits,
	})
	return node, nil
}
