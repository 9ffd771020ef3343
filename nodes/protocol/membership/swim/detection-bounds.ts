import type { ProtocolConfig } from '../../node/config.js';
import { retransmitLimit, suspicionBounds } from './suspicion-timeouts.js';

/** When a member that crashed is failed, ms after the crash. */
export interface DetectionBounds {
  /** Nobody fails it sooner. */
  readonly firstMinMs: number;
  /** By now somebody has. */
  readonly firstMaxMs: number;
  /** By now everybody has. */
  readonly fullMaxMs: number;
}

/**
 * What the parameters imply for the crash of one of `nodes` members, all others being healthy, without loss. The accused has at least the
 * shortest suspicion time-out. Each of the others probes it at least once in 2m − 1 probes, m being the members that it knows (Das 2002,
 * section 4.3), and concludes an interval later; the longest time-out follows. Then the news goes round, in at most as many gossip intervals
 * (of members, or of dissemination that carries the news) as one node repeats it.
 */
export function detectionBounds(config: ProtocolConfig, nodes: number): DetectionBounds {
  const { minMs, maxMs } = suspicionBounds(config, nodes);
  const firstMaxMs = 2 * (nodes - 1) * config.probeIntervalMs + maxMs;
  const tickMs = Math.max(config.memberGossipIntervalMs, config.intervalMs);
  const spreadMs = (retransmitLimit(config.retransmitMultiplier, nodes) + 1) * tickMs;
  return { firstMinMs: minMs, firstMaxMs, fullMaxMs: firstMaxMs + spreadMs };
}
