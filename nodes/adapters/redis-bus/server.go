package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"gossip-bench/lines"
)

const (
	// startLimit is the time that a server has until it answers.
	startLimit = 10 * time.Second
	askAgain   = 20 * time.Millisecond
)

// startServer starts the program, and gives a client of it. It ends with this process, and this process with it.
// A server that ran here before finds the cluster as it knew it in the folder again.
func startServer(init lines.Init, s settings, folder string) (*redis.Client, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	host, busPort, err := net.SplitHostPort(init.Listen)
	if err != nil {
		return nil, err
	}
	port, err := freePort(host)
	if err != nil {
		return nil, err
	}
	folder, err = filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	command := exec.Command(program, "-",
		"--bind", host,
		"--port", strconv.Itoa(port),
		"--protected-mode", "no",
		"--cluster-enabled", "yes",
		"--cluster-port", busPort,
		"--cluster-node-timeout", strconv.FormatInt(s.nodeTimeout.Milliseconds(), 10),
		"--cluster-require-full-coverage", "no",
		"--dir", folder,
		"--save", "",
		"--appendonly", "no",
		"--loglevel", s.logLevel,
	)
	// Stdout has the lines of the contract.
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return nil, err
	}
	go func() {
		err := command.Wait()
		log.Fatalf("redis has ended: %v", err)
	}()
	return connect(net.JoinHostPort(host, strconv.Itoa(port)))
}

func connect(address string) (*redis.Client, error) {
	server := redis.NewClient(&redis.Options{Addr: address, Protocol: 2, DisableIdentity: true})
	var err error
	for end := time.Now().Add(startLimit); time.Now().Before(end); time.Sleep(askAgain) {
		if err = server.Ping(context.Background()).Err(); err == nil {
			return server, nil
		}
	}
	return nil, fmt.Errorf("it does not answer: %w", err)
}

// freePort is one on which nobody listens now: on one machine several servers run beside each other.
func freePort(host string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
