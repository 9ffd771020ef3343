package links

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

const prefix = "node-"

// Name is how a node is called in the cluster. Peers are found by it, and never by an address that was gossiped.
func Name(node int) string { return prefix + strconv.Itoa(node) }

// Number is the node of that name.
func Number(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	node, err := strconv.Atoi(digits)
	return node, ok && err == nil
}

// nowhere is an address in reserved space. Each node gossips such a one as its own: whoever dialled it would reach nobody.
func nowhere(node int) (net.IP, int) {
	return net.IPv4(240, byte(node>>16), byte(node>>8), byte(node)), 7946
}

// Contact is how the library is told to join a peer: by its name.
func Contact(node int) string {
	ip, port := nowhere(node)
	return fmt.Sprintf("%s/%s:%d", Name(node), ip, port)
}
