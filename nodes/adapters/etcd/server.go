package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"gossip-bench/lines"
)

func name(node int) string { return "n" + strconv.Itoa(node) }

// startServer starts the program, and gives the address of its client API. It ends with this process, and this process with it.
// A server that ran here before finds its log in the folder again.
func startServer(init lines.Init, s settings, folder string) (string, error) {
	client, err := freeAddress()
	if err != nil {
		return "", err
	}
	command := exec.Command(program,
		"--name", name(*init.Node),
		"--data-dir", folder,
		"--listen-peer-urls", "http://"+init.Listen,
		"--initial-advertise-peer-urls", "http://"+init.Listen,
		"--listen-client-urls", "http://"+client,
		"--advertise-client-urls", "http://"+client,
		"--initial-cluster", initialCluster(init),
		"--initial-cluster-state", "new",
		"--heartbeat-interval", strconv.FormatInt(s.heartbeatInterval.Milliseconds(), 10),
		"--election-timeout", strconv.FormatInt(s.electionTimeout.Milliseconds(), 10),
		"--snapshot-count", strconv.Itoa(s.snapshotCount),
		"--log-level", s.logLevel,
		"--logger", "zap",
		"--log-outputs", "stderr",
	)
	// Stdout has the lines of the contract.
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return "", err
	}
	go func() {
		err := command.Wait()
		log.Fatalf("etcd has ended: %v", err)
	}()
	return client, nil
}

// initialCluster names all members: each tells its peers the same addresses.
func initialCluster(init lines.Init) string {
	members := []string{fmt.Sprintf("%s=http://%s", name(*init.Node), init.Listen)}
	for _, peer := range init.Peers {
		members = append(members, fmt.Sprintf("%s=http://%s", name(peer.Node), peer.Address))
	}
	return strings.Join(members, ",")
}

// freeAddress is one of loopback on which nobody listens now: on one machine several servers run beside each other.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}
