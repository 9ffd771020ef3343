import type { NodeControl } from '../../nodes/contract/client.js';
import { type Clock, realClock } from '../../nodes/runtime/clock.js';

/** The harness's CLOCK_MONOTONIC, ms with fraction. */
export const monotonicMs = realClock.nowMs;

export interface ClockOffset {
  /** Harness clock − node clock, ms. */
  readonly offsetMs: number;
  /** Half the shortest round trip: how far off `offsetMs` may be. */
  readonly uncertaintyMs: number;
}

/**
 * Offset between the harness's clock and a node's, by Cristian's algorithm (Cristian 1989): the reading whose round
 * trip was shortest wins. An offset within its own uncertainty is reported as 0, since on one host both read the same
 * clock.
 */
export async function measureClockOffset(
  control: NodeControl,
  clock: Clock,
  samples = 8,
): Promise<ClockOffset> {
  let best: ClockOffset = { offsetMs: 0, uncertaintyMs: Number.POSITIVE_INFINITY };
  for (let sample = 0; sample < samples; sample += 1) {
    const before = clock.nowMs();
    const { nowMs } = await control.health();
    const after = clock.nowMs();
    const uncertaintyMs = (after - before) / 2;
    if (uncertaintyMs < best.uncertaintyMs) best = { offsetMs: (before + after) / 2 - nowMs, uncertaintyMs };
  }
  return Math.abs(best.offsetMs) <= best.uncertaintyMs ? { ...best, offsetMs: 0 } : best;
}
