package main

import (
	"encoding/binary"
	"errors"
	"slices"
)

// update is one copy of a write, as it travels: the user message of memberlist, and one entry of its state sync.
type update struct {
	name    string
	key     string
	value   []byte
	deleted bool
	version uint64 // the newest version of a key wins; where versions are equal, the greater name
	from    int    // the node that sent this copy
	hops    int    // links that this copy has crossed when it arrives
}

func (u update) isNewerThan(other update) bool {
	if u.version != other.version {
		return u.version > other.version
	}
	return u.name > other.name
}

// onward is the copy that a node hands on.
func (u update) onward(from int) update {
	u.from, u.hops = from, u.hops+1
	return u
}

func (u update) encode() []byte {
	bytes := make([]byte, 0, 64+len(u.name)+len(u.key)+len(u.value))
	bytes = binary.AppendUvarint(bytes, uint64(u.from))
	bytes = binary.AppendUvarint(bytes, uint64(u.hops))
	bytes = binary.AppendUvarint(bytes, u.version)
	deleted := byte(0)
	if u.deleted {
		deleted = 1
	}
	bytes = append(bytes, deleted)
	for _, field := range [][]byte{[]byte(u.name), []byte(u.key), u.value} {
		bytes = appendField(bytes, field)
	}
	return bytes
}

func appendField(bytes, field []byte) []byte {
	return append(binary.AppendUvarint(bytes, uint64(len(field))), field...)
}

var errNoUpdate = errors.New("these bytes are no update")

func decodeUpdate(bytes []byte) (u update, err error) {
	numbers := [3]uint64{}
	for i := range numbers {
		n := 0
		if numbers[i], n = binary.Uvarint(bytes); n <= 0 {
			return u, errNoUpdate
		}
		bytes = bytes[n:]
	}
	if len(bytes) == 0 || numbers[0] > 1<<30 || numbers[1] > 1<<15 {
		return u, errNoUpdate
	}
	u.from, u.hops, u.version, u.deleted = int(numbers[0]), int(numbers[1]), numbers[2], bytes[0] == 1
	fields := [3][]byte{}
	bytes = bytes[1:]
	for i := range fields {
		if fields[i], bytes, err = cutField(bytes); err != nil {
			return u, err
		}
	}
	u.name, u.key, u.value = string(fields[0]), string(fields[1]), slices.Clone(fields[2])
	if u.name == "" || u.hops == 0 || len(bytes) > 0 {
		return u, errNoUpdate
	}
	return u, nil
}

func cutField(bytes []byte) (field, rest []byte, err error) {
	length, n := binary.Uvarint(bytes)
	if n <= 0 || length > uint64(len(bytes)-n) {
		return nil, nil, errNoUpdate
	}
	end := n + int(length)
	return bytes[n:end], bytes[end:], nil
}
