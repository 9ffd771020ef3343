package lines

import "golang.org/x/sys/unix"

// Now is CLOCK_MONOTONIC in ms. Go's own monotonic clock has an origin of each process's own.
func Now() float64 {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		panic(err)
	}
	return float64(now.Nano()) / 1e6
}
