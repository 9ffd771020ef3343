// A driver beside an unmodified redis server in cluster mode, for gossip-bench: it speaks lines with the harness, and redis's protocol with the server.
package main

import (
	"errors"
	"net"
	"os/exec"
	"regexp"

	"gossip-bench/lines"
)

const program = "redis-server"

func main() { lines.Serve(start) }

func start(init lines.Init, out *lines.Out) (lines.Node, error) {
	settings, err := readSettings(init)
	if err != nil {
		return nil, err
	}
	version, err := programVersion()
	if err != nil {
		return nil, err
	}
	// Until begin nobody is answered; whether the server will be able to listen is found out now.
	held, err := net.Listen("tcp", init.Listen)
	if err != nil {
		return nil, lines.ListenError{Err: err}
	}
	go turnAway(held)
	node := newNode(init, settings, held, out)
	out.Ready(lines.Ready{
		Implementation: "redis-bus",
		Version:        version,
		Capabilities:   []string{"members", "counters", "hold"},
		Traits:         settings.traits(),
	})
	return node, nil
}

func turnAway(held net.Listener) {
	for {
		conn, err := held.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}

var versionWord = regexp.MustCompile(`v=(\S+)`)

func programVersion() (string, error) {
	said, err := exec.Command(program, "--version").Output()
	if err != nil {
		return "", errors.New("there is no redis-server: install Debian's redis-server, or put it on PATH")
	}
	if found := versionWord.FindSubmatch(said); found != nil {
		return string(found[1]), nil
	}
	return "unknown", nil
}
