/** CLOCK_MONOTONIC of this host, ms with fraction: the same for every process and container on it. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
