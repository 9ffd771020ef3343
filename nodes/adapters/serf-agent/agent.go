package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/hashicorp/serf/client"
)

const (
	// startLimit is the time that an agent has until its RPC answers.
	startLimit = 10 * time.Second
	askAgain   = 20 * time.Millisecond
	// rpcTimeout is longer than anything that the driver asks for.
	rpcTimeout = 10 * time.Second
)

// startAgent starts the program with a configuration file, and connects to its RPC. It ends with this process, and this process with it.
func startAgent(path string, config map[string]any) (*client.RPCClient, error) {
	rpc, err := freeAddress()
	if err != nil {
		return nil, err
	}
	config["rpc_addr"] = rpc
	file, err := writeConfig(config)
	if err != nil {
		return nil, err
	}
	command := exec.Command(path, "agent", "-config-file="+file)
	// Stdout has the lines of the contract.
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return nil, err
	}
	go func() {
		err := command.Wait()
		if isLeaving.Load() {
			return
		}
		log.Fatalf("the agent has ended: %v", err)
	}()
	return connect(rpc)
}

func connect(address string) (*client.RPCClient, error) {
	end := time.Now().Add(startLimit)
	for {
		rpc, err := client.ClientFromConfig(&client.Config{Addr: address, Timeout: rpcTimeout})
		if err == nil {
			return rpc, nil
		}
		if time.Now().After(end) {
			return nil, fmt.Errorf("the agent's RPC does not answer: %w", err)
		}
		time.Sleep(askAgain)
	}
}

func writeConfig(config map[string]any) (string, error) {
	file, err := os.CreateTemp("", "serf-*.json")
	if err != nil {
		return "", err
	}
	defer file.Close()
	return file.Name(), json.NewEncoder(file).Encode(config)
}

// freeAddress is one of loopback on which nobody listens now: on one machine several agents run beside each other.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}
