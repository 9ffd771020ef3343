module gossip-bench/etcd

go 1.26.0

require golang.org/x/sys v0.48.0

require (
	gossip-bench/lines v0.0.0
)

replace (
	gossip-bench/lines => ../go-lines
)
