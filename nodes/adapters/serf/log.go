package main

import (
	"bytes"
	"io"
)

// withoutDebug passes on what is worth a log: memberlist reports each stream and each slow ping.
type withoutDebug struct{ io.Writer }

func (w withoutDebug) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("[DEBUG]")) {
		return len(line), nil
	}
	return w.Writer.Write(line)
}
