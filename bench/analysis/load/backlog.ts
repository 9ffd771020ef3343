import { type Metrics, never } from '../../result/result.js';
import type { Delivery } from '../propagation/deliveries.js';

type Backlog = NonNullable<NonNullable<Metrics['load']>['backlog']>;

/**
 * What was accepted and not yet everywhere: the most at one moment, and for how long after the last intended send some still was. An
 * update that missed its deadline at some node never was everywhere.
 */
export function backlog(deliveries: readonly Delivery[], lastDueMs: number): Backlog {
  const ends = deliveries.map(({ update, expected, latenciesUs }) =>
    latenciesUs.length < expected ? Number.POSITIVE_INFINITY : update.t0Ms + (latenciesUs.at(-1) ?? 0) / 1000,
  );
  const lastMs = ends.reduce((last, end) => Math.max(last, end), lastDueMs);
  const begins = deliveries.map(({ update }) => update.t0Ms);
  return {
    peakUpdates: mostAtOnce(begins, ends),
    drainMs: Number.isFinite(lastMs) ? lastMs - lastDueMs : never,
  };
}

/** Of spans with these begins and ends, how many are open at once at most; one that ends as another begins is not. */
function mostAtOnce(begins: readonly number[], ends: readonly number[]): number {
  const ascending = (a: number, b: number): number => a - b;
  const sortedEnds = [...ends].sort(ascending);
  let [ended, most] = [0, 0];
  for (const [begun, beginMs] of [...begins].sort(ascending).entries()) {
    while (sortedEnds[ended]! <= beginMs) ended += 1;
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
}
