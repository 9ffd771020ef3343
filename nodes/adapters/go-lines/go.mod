// The contract in lines, for adapters in Go: their manifests name this folder (build.with). What it imports, their go.mod requires.
module gossip-bench/lines

go 1.25.0
