package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// client speaks etcd's JSON over HTTP (the gateway of its v3 API).
type client struct {
	base string
	http *http.Client
}

func newClient(address string) *client {
	// Writes wait for a majority: many wait at once.
	return &client{"http://" + address, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}}
}

// refusal is an answer of the server that is no success.
type refusal struct {
	status int
	text   string
}

func (r refusal) Error() string { return r.text }

// put writes a value, and comes back when a majority holds it.
func (c *client) put(key, value []byte) error {
	body, err := c.ask("/v3/kv/put", map[string]any{"key": key, "value": value})
	if err == nil {
		body.Close()
	}
	return err
}

// entry is the newest value of a key; deleted ones do not come, since the driver deletes nothing.
type entry struct {
	Key      []byte `json:"key"`
	Value    []byte `json:"value"`
	Revision int64  `json:"mod_revision,string"`
}

// watch hands on every write of the store from its first revision on, in order. It ends with an error.
func (c *client) watch(each func(entry)) error {
	everything := []byte{0}
	body, err := c.ask("/v3/watch", map[string]any{
		"create_request": map[string]any{"key": everything, "range_end": everything, "start_revision": 1},
	})
	if err != nil {
		return err
	}
	defer body.Close()
	answers := json.NewDecoder(bufio.NewReader(body))
	for {
		var answer struct {
			Result struct {
				Events []struct {
					KV entry `json:"kv"`
				} `json:"events"`
				Canceled bool   `json:"canceled"`
				Reason   string `json:"cancel_reason"`
			} `json:"result"`
		}
		if err := answers.Decode(&answer); err != nil {
			return err
		}
		if answer.Result.Canceled {
			return fmt.Errorf("the watch was cancelled: %s", answer.Result.Reason)
		}
		for _, event := range answer.Result.Events {
			each(event.KV)
		}
	}
}

// ask posts a request; the answer's body is to be closed.
func (c *client) ask(path string, request any) (io.ReadCloser, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	answer, err := c.http.Post(c.base+path, "application/json", bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusOK {
		return answer.Body, nil
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 1_000))
	return nil, refusal{answer.StatusCode, string(said)}
}

var peerBytes = regexp.MustCompile(`(?m)^etcd_network_peer_(sent|received)_bytes_total\{[^}]*\} (\S+)$`)

// peerTraffic is what the server counted of its messages to and from its peers, bytes.
func (c *client) peerTraffic() (sent, received int64, err error) {
	answer, err := (&http.Client{Timeout: time.Second}).Get(c.base + "/metrics")
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, 0, err
	}
	for _, found := range peerBytes.FindAllSubmatch(text, -1) {
		bytes, _ := strconv.ParseFloat(string(found[2]), 64)
		if string(found[1]) == "sent" {
			sent += int64(bytes)
		} else {
			received += int64(bytes)
		}
	}
	return sent, received, nil
}
