import { niceStep } from '../percentiles/nice-step.js';
import type { HoldingStretch } from '../recovery/staleness.js';
import type { SpreadPoint } from './report-series.js';

const points = 160;

interface Moment {
  accepted: number;
  live: number;
  lacking: number;
  maxLacking: number;
  maxAgeMs: number;
}

/** What the live nodes lacked, at moments of even distance from the first write to `endMs`. */
export function spreadOverTime(
  stretches: readonly HoldingStretch[],
  { firstMs, endMs }: { firstMs: number; endMs: number },
): SpreadPoint[] | undefined {
  const startMs = stretches[0]?.acceptedMs[0];
  if (startMs === undefined || endMs <= startMs) return undefined;
  const stepMs = niceStep(endMs - startMs, points);
  const grid = Array.from(
    { length: Math.floor((endMs - startMs) / stepMs) + 1 },
    (_, step) => startMs + step * stepMs,
  );
  const moments = grid.map((): Moment => ({ accepted: 0, live: 0, lacking: 0, maxLacking: 0, maxAgeMs: 0 }));
  for (const stretch of stretches) trace(stretch, grid, moments);
  return moments.flatMap(({ accepted, live, lacking, maxLacking, maxAgeMs }, position) => {
    if (live === 0) return [];
    const atMs = grid[position]! - firstMs;
    return [
      { atMs, heldShare: 1 - lacking / (accepted * live), maxLacking, meanLacking: lacking / live, maxAgeMs },
    ];
  });
}

/** Adds one node's stretch; all three positions only ever move forward. */
function trace(
  { startMs, endMs, acceptedMs, heldMs, heldSortedMs }: HoldingStretch,
  grid: readonly number[],
  moments: readonly Moment[],
): void {
  let [accepted, held, oldest] = [0, 0, 0];
  for (const [position, ms] of grid.entries()) {
    while (accepted < acceptedMs.length && acceptedMs[accepted]! <= ms) accepted += 1;
    while (held < heldSortedMs.length && heldSortedMs[held]! <= ms) held += 1;
    while (oldest < heldMs.length && heldMs[oldest]! <= ms) oldest += 1;
    if (ms < startMs || ms >= endMs) continue;
    const moment = moments[position]!;
    moment.accepted = accepted;
    moment.live += 1;
    moment.lacking += accepted - held;
    moment.maxLacking = Math.max(moment.maxLacking, accepted - held);
    if (oldest < accepted) moment.maxAgeMs = Math.max(moment.maxAgeMs, ms - acceptedMs[oldest]!);
  }
}
