// memberlist's packets and streams over links, for adapters of programs that are made with it. What it imports, their go.mod requires.
module gossip-bench/links

go 1.25.0
