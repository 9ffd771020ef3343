/** How often a node passes one piece of news on: multiplier × ⌈log10(n + 1)⌉ (Das 2002, section 4.1; memberlist). */
export function retransmitLimit(multiplier: number, nodes: number): number {
  return multiplier * Math.ceil(Math.log10(nodes + 1));
}

/** Up to so many nodes tables are exchanged each interval. */
const unscaledNodes = 32;

/**
 * How many intervals a node waits between the tables that it exchanges: 1 up to 32 nodes, ⌈log2(n / 32)⌉ + 1 beyond (memberlist,
 * `pushPullScale`), since a table grows with the cluster.
 */
export function syncScale(nodes: number): number {
  return nodes <= unscaledNodes ? 1 : Math.ceil(Math.log2(nodes / unscaledNodes)) + 1;
}

/** Between what a suspicion's time-out moves, and how many confirmations bring it from one end to the other. */
export interface SuspicionBounds {
  readonly minMs: number;
  readonly maxMs: number;
  /** Voices besides the first that shorten the time-out; 0 where the cluster is too small to give them. */
  readonly confirmations: number;
}

/** The parameters that a suspicion's time-out is made of. */
export interface SuspicionParameters {
  readonly probeIntervalMs: number;
  readonly suspicionMultiplier: number;
  readonly maxSuspicionMultiplier: number;
}

/**
 * Lifeguard (Dadgar 2018, section IV-B) with memberlist's numbers: min = multiplier × max(1, log10 n) × probe interval, max =
 * maximum multiplier × min, K = multiplier − 2. Where fewer than K members are left besides accuser and accused, none is expected.
 */
export function suspicionBounds(parameters: SuspicionParameters, nodes: number): SuspicionBounds {
  const { probeIntervalMs, suspicionMultiplier, maxSuspicionMultiplier } = parameters;
  const minMs = suspicionMultiplier * Math.max(1, Math.log10(Math.max(1, nodes))) * probeIntervalMs;
  const wanted = Math.max(0, suspicionMultiplier - 2);
  const confirmations = nodes - 2 < wanted ? 0 : wanted;
  return { minMs, maxMs: confirmations > 0 ? maxSuspicionMultiplier * minMs : minMs, confirmations };
}

/** After `heard` confirmations: max − (max − min) × log(heard + 1) / log(K + 1), and never below min. */
export function suspicionTimeoutMs({ minMs, maxMs, confirmations }: SuspicionBounds, heard: number): number {
  if (confirmations < 1) return minMs;
  const share = Math.log(heard + 1) / Math.log(confirmations + 1);
  return Math.max(minMs, maxMs - (maxMs - minMs) * share);
}
