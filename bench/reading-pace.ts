/**
 * How often the nodes are read. Each reading of a node costs it and the harness about a millisecond of CPU, so a large
 * cluster is read less often: the instrument is not to become a load of its own.
 */
export const readingPace = {
  /** Looking whether something has come about (members, deliveries), ms. */
  lookEveryMs: (nodes: number): number => Math.max(200, 16 * nodes),
  /** Readings of counters, resources and journals during a phase, ms. */
  sampleEveryMs: (nodes: number): number => Math.max(1_000, 40 * nodes),
  /** The same while nothing is written: the readings would be most of what the nodes do. */
  idleSampleEveryMs: (nodes: number): number => Math.max(5_000, 200 * nodes),
};
