/**
 * Expected time from a crash to its first detection by some member, in SWIM: T′ / (1 − e^(−q)), with protocol period T′ (ms) and
 * the share q of members that are not faulty (Das, Gupta and Motivala 2002, section 3.1).
 */
export const swimFirstDetectionMs = (periodMs: number, healthy: number): number =>
  periodMs / (1 - Math.exp(-healthy));

/** How often memberlist gossips one piece of news: multiplier × ⌈log10(n + 1)⌉. */
export const retransmitLimit = (multiplier: number, nodes: number): number =>
  multiplier * Math.ceil(Math.log10(nodes + 1));

/** memberlist's suspicion time-out without Lifeguard: multiplier × max(1, log10 n) × probe interval, ms. */
export const suspicionTimeoutMs = (multiplier: number, nodes: number, probeIntervalMs: number): number =>
  multiplier * Math.max(1, Math.log10(Math.max(1, nodes))) * probeIntervalMs;

/**
 * Suspicion time-out after `confirmations` of at most `expected` independent confirmations: it falls from max to min with the
 * logarithm of their number (Dadgar, Phillips and Currey 2018, 'Lifeguard', section IV-B).
 */
export function lifeguardTimeoutMs(
  minMs: number,
  maxMs: number,
  confirmations: number,
  expected: number,
): number {
  if (expected < 1) return minMs;
  const share = Math.log(confirmations + 1) / Math.log(expected + 1);
  return Math.max(minMs, maxMs - (maxMs - minMs) * share);
}
