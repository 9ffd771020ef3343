package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/hashicorp/go-msgpack/v2/codec"
)

// command is a write in raft's log.
type command struct {
	Update  string
	Key     string
	Value   []byte
	Deleted bool
	Origin  int
}

func (c command) encode() []byte {
	text := bytes.Buffer{}
	if err := encode(&text, c); err != nil {
		panic(err)
	}
	return text.Bytes()
}

func decodeCommand(text []byte) (c command, err error) {
	err = decode(bytes.NewReader(text), &c)
	if err == nil && c.Update == "" {
		err = fmt.Errorf("a command without update")
	}
	return c, err
}

func encode(to io.Writer, value any) error {
	return codec.NewEncoder(to, &codec.MsgpackHandle{}).Encode(value)
}

func decode(from io.Reader, into any) error {
	return codec.NewDecoder(from, &codec.MsgpackHandle{}).Decode(into)
}
