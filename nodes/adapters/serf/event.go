package main

import (
	"encoding/binary"
	"errors"

	"gossip-bench/lines"
)

// A write is a user event: its name is the update's, its payload tells key and value.
const (
	valueEvent  byte = 'v'
	deleteEvent byte = 'd'
)

func encodePayload(w lines.Write) []byte {
	kind := valueEvent
	if w.Value == nil {
		kind = deleteEvent
	}
	payload := binary.AppendUvarint([]byte{kind}, uint64(len(w.Key)))
	return append(append(payload, w.Key...), w.Value...)
}

var errNoWrite = errors.New("this payload is no write")

func decodePayload(update string, payload []byte) (lines.Write, error) {
	if len(payload) < 2 {
		return lines.Write{}, errNoWrite
	}
	kind := payload[0]
	length, n := binary.Uvarint(payload[1:])
	rest := payload[1+max(n, 0):]
	if n <= 0 || length > uint64(len(rest)) {
		return lines.Write{}, errNoWrite
	}
	w := lines.Write{Update: update, Key: string(rest[:length])}
	if kind == valueEvent {
		w.Value = append([]byte{}, rest[length:]...)
	}
	return w, nil
}
