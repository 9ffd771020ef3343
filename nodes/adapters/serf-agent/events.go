package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// name is what the agent of a node is called.
func name(node int) string { return "n" + strconv.Itoa(node) }

// number is the node of that name.
func number(name string) (int, bool) {
	digits, isNode := strings.CutPrefix(name, "n")
	node, err := strconv.Atoi(digits)
	return node, isNode && err == nil
}

type userEvent struct {
	name    string
	payload []byte
	time    uint64
}

// readUserEvent reads a record of the agent's stream; false: it is of another kind.
func readUserEvent(record map[string]any) (userEvent, bool) {
	if text(record["Event"]) != "user" {
		return userEvent{}, false
	}
	return userEvent{name: text(record["Name"]), payload: []byte(text(record["Payload"])), time: whole(record["LTime"])}, true
}

// text is a value of the stream's msgpack, which has strings as bytes or as strings, by its version.
func text(value any) string {
	switch value := value.(type) {
	case []byte:
		return string(value)
	case string:
		return value
	case nil:
		return ""
	}
	return fmt.Sprint(value)
}

// whole is a number of the stream's msgpack, which has the shortest type that holds it.
func whole(value any) uint64 {
	number := reflect.ValueOf(value)
	switch {
	case number.CanUint():
		return number.Uint()
	case number.CanInt():
		return uint64(number.Int())
	}
	return 0
}
