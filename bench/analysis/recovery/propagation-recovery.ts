import { quantileSorted } from 'simple-statistics';
import { never } from '../../result/result.js';
import { type Delivery, sortedLatenciesUs } from '../propagation/deliveries.js';
import type { RecoveryWindow } from './recovery-window.js';

/** A p99 of fewer pairs is just the largest of them. */
const fewestPairs = 100;
const share = 0.99;
const upperEnd = 0.975;
/** Of a window, from one to the next. */
const stepShare = 0.1;

/** Length of the sliding window: long enough for a p99 at common rates, and for some gossip rounds. */
export const slidingWindowMs = (intervalMs: number): number => Math.max(1_000, 5 * intervalMs);

/**
 * From f1 until the p99 propagation latency of the updates written within one sliding window is no greater than the
 * 97.5th percentile of what it was in the windows that ended one window before f0. Undefined where the load before or
 * after was too thin for a p99.
 */
export function propagationRecovery(
  { f0Ms, f1Ms, isObservedToEnd }: RecoveryWindow,
  deliveries: readonly Delivery[],
  intervalMs: number,
): number | typeof never | undefined {
  const first = deliveries[0];
  const last = deliveries.at(-1);
  if (f1Ms === undefined || !first || !last) return undefined;
  const widthMs = slidingWindowMs(intervalMs);
  const before = p99sOver(deliveries, first.update.t0Ms, f0Ms - widthMs, widthMs).map(({ p99 }) => p99);
  const limit =
    before.length > 0
      ? quantileSorted(
          before.sort((a, b) => a - b),
          upperEnd,
        )
      : Number.NaN;
  if (!Number.isFinite(limit)) return undefined;
  const after = p99sOver(deliveries, f1Ms, last.update.t0Ms, widthMs);
  const back = after.find(({ p99 }) => p99 <= limit);
  if (back) return back.fromMs - f1Ms;
  return after.length > 0 && isObservedToEnd ? never : undefined;
}

/** The p99 of every window that lies between two moments and has enough pairs; µs, ∞ where it is censored. */
function p99sOver(
  deliveries: readonly Delivery[],
  startMs: number,
  endMs: number,
  widthMs: number,
): { readonly fromMs: number; readonly p99: number }[] {
  const found: { fromMs: number; p99: number }[] = [];
  const steps = Math.floor((endMs - widthMs - startMs) / (widthMs * stepShare) + 1e-9);
  for (let step = 0; step <= steps; step += 1) {
    const fromMs = startMs + step * widthMs * stepShare;
    const p99 = p99Of(deliveries.filter(({ update: { t0Ms } }) => t0Ms >= fromMs && t0Ms < fromMs + widthMs));
    if (p99 !== undefined) found.push({ fromMs, p99 });
  }
  return found;
}

function p99Of(deliveries: readonly Delivery[]): number | undefined {
  const pairs = deliveries.reduce((sum, { expected }) => sum + expected, 0);
  if (pairs < fewestPairs) return undefined;
  return sortedLatenciesUs(deliveries)[Math.ceil(share * pairs - 1e-9) - 1] ?? Number.POSITIVE_INFINITY;
}
