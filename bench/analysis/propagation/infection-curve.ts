import { quantileSorted } from 'simple-statistics';
import type { Metrics } from '../../result/result.js';
import { niceStep } from '../percentiles/nice-step.js';
import { type Delivery, sortedLatenciesUs } from './deliveries.js';

/** Points up to the 99th percentile of the delivered latencies, and from there to the last one. */
const points = { body: 80, tail: 20 };
const band = { low: 0.025, high: 0.975 };

/**
 * Mean fraction of the live nodes that hold an update so long after its t0, and the 2.5th and 97.5th percentile of
 * that fraction over updates: where 95 % of the updates lie, not an interval of the mean. The origin holds its update
 * at t0, so the curve begins at 1/n.
 */
export function infectionCurve(deliveries: readonly Delivery[]): Metrics['infectionCurve'] {
  const measured = deliveries.filter(({ expected }) => expected > 0);
  const grid = timeGridUs(measured);
  if (grid.length === 0) return undefined;
  const fractions = grid.map(() => new Float64Array(measured.length));
  for (const [position, delivery] of measured.entries()) trace(delivery, grid, fractions, position);
  return grid.map((atUs, point) => {
    const sorted = Array.from(fractions[point]!.sort());
    return {
      ms: atUs / 1000,
      fraction: sorted.reduce((sum, fraction) => sum + fraction, 0) / sorted.length,
      low: quantileSorted(sorted, band.low),
      high: quantileSorted(sorted, band.high),
    };
  });
}

/** Writes one update's fraction at each point of the grid. */
function trace(
  { originLive, expected, latenciesUs }: Delivery,
  grid: readonly number[],
  fractions: readonly Float64Array[],
  position: number,
): void {
  const atOrigin = originLive ? 1 : 0;
  let held = 0;
  for (const [point, atUs] of grid.entries()) {
    while (held < latenciesUs.length && latenciesUs[held]! <= atUs) held += 1;
    fractions[point]![position] = (held + atOrigin) / (expected + atOrigin);
  }
}

function timeGridUs(deliveries: readonly Delivery[]): number[] {
  const latencies = sortedLatenciesUs(deliveries);
  if (latencies.length === 0) return [];
  const bodyEndUs = latencies[Math.ceil(0.99 * latencies.length) - 1]!;
  const endUs = latencies[latencies.length - 1]!;
  const body = steps(0, bodyEndUs, niceStep(bodyEndUs, points.body));
  const reachedUs = body.at(-1)!;
  if (reachedUs >= endUs) return body;
  return [...body, ...steps(reachedUs, endUs, niceStep(endUs - reachedUs, points.tail)).slice(1)];
}

/** From `from` in steps of `step`, until `to` is reached. */
function steps(from: number, to: number, step: number): number[] {
  const count = Math.ceil((to - from) / step);
  return Array.from({ length: count + 1 }, (_, position) => from + position * step);
}
