package lines

import (
	"encoding/json"
	"fmt"
	"net"
	"time"
)

// Init is the first line that a node hears: who it is, where it listens, and at which address it dials whom. UDP: the
// same addresses take datagrams, too.
type Init struct {
	Type        string                     `json:"type"`
	Contract    int                        `json:"contract"`
	Node        *int                       `json:"node"`
	Incarnation int                        `json:"incarnation"`
	Listen      string                     `json:"listen"`
	Peers       []Peer                     `json:"peers"`
	Parameters  map[string]json.RawMessage `json:"parameters"`
	Seed        int64                      `json:"seed"`
	UDP         bool                       `json:"udp"`
}

// Peer is another node, and the link that leads to it.
type Peer struct {
	Node    int    `json:"node"`
	Address string `json:"address"`
}

func parseInit(line []byte) (Init, error) {
	var init Init
	if err := json.Unmarshal(line, &init); err != nil {
		return init, fmt.Errorf("the first line is no init: %w", err)
	}
	switch {
	case init.Type != "init":
		return init, fmt.Errorf("the first line is of type %q and not init", init.Type)
	case init.Contract != contract:
		return init, fmt.Errorf("this node speaks contract %d, and init asks for %d", contract, init.Contract)
	case init.Node == nil || *init.Node < 0:
		return init, fmt.Errorf("init names no node")
	}
	if _, _, err := net.SplitHostPort(init.Listen); err != nil {
		return init, fmt.Errorf("init tells to listen at %q, which is no host:port", init.Listen)
	}
	for _, peer := range init.Peers {
		if peer.Address == "" || peer.Node == *init.Node {
			return init, fmt.Errorf("init has a peer %d without address, or that is the node itself", peer.Node)
		}
	}
	return init, nil
}

// Parameters reads the parameters of an init. The first one that makes no sense is kept in Err.
type Parameters struct {
	init Init
	Err  error
}

// Parameters of this init, by the names of the manifest.
func (i Init) Read() *Parameters { return &Parameters{init: i} }

// Int is a whole number.
func (p *Parameters) Int(name string) (value int) { p.read(name, &value); return }

// Bool is true or false.
func (p *Parameters) Bool(name string) (value bool) { p.read(name, &value); return }

// Duration is a parameter that comes in ms.
func (p *Parameters) Duration(name string) time.Duration {
	var ms float64
	p.read(name, &ms)
	if ms < 0 && p.Err == nil {
		p.Err = fmt.Errorf("parameter %s is %v ms, which is less than nothing", name, ms)
	}
	return time.Duration(ms * float64(time.Millisecond))
}

func (p *Parameters) read(name string, into any) {
	text, ok := p.init.Parameters[name]
	if p.Err != nil {
		return
	}
	if !ok {
		p.Err = fmt.Errorf("init lacks the parameter %s", name)
	} else if err := json.Unmarshal(text, into); err != nil {
		p.Err = fmt.Errorf("parameter %s is %s: %w", name, text, err)
	}
}

// Text is a text, or one of a choice.
func (p *Parameters) Text(name string) (value string) { p.read(name, &value); return }
