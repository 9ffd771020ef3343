// The build names go-0.7.0.mod or go-0.6.0.mod; the go command wants a file of this name all the same.
module gossip-bench/memberlist

go 1.25.0
