import { median } from 'simple-statistics';
import type { Metrics, Verdict } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { SaturationFinding } from './find-saturation.js';
import type { LoadPoint } from './load-point.js';
import type { SearchOutcome } from './search.js';

/** What happened at a multiple of the saturation point. */
export interface Overload extends LoadPoint {
  /** Offered load over the saturation point. */
  readonly factor: number;
  /** Accepted updates that some live node never held; from a live origin it must be 0. Absent where the run broke off. */
  readonly lostUpdates?: number;
}

/** Figures of a search; at the knee they are medians over its confirmation runs. */
export interface LoadMetrics {
  /** Absent where no load was carried. */
  readonly saturationPerSecond?: number;
  /** Of p99 from the intended send until every live node held the update. */
  readonly boundMs: number;
  readonly offeredPerSecond?: number;
  readonly acceptedPerSecond?: number;
  readonly deliveredPerSecond?: number;
  readonly fullDisseminationMs?: { readonly p50: number; readonly p99: number };
  readonly dueToEverywhereMs?: { readonly p50: number; readonly p99: number };
  readonly byteOverhead?: number;
  /** Every run, by its offered load. */
  readonly curve: readonly LoadPoint[];
  /** What was at its limit at the smallest load that was not carried. */
  readonly saturated: readonly SaturationFinding[];
  readonly overload?: Overload;
}

/** What `load` prints with `--json`, and load.json of its folder. */
export interface LoadResult {
  readonly schemaVersion: 1;
  readonly kind: 'load';
  readonly verdict: Verdict;
  /** Of every run but for its rate; the overload's phases are longer. */
  readonly spec: Spec;
  readonly metrics: { readonly load: LoadMetrics; readonly resources?: Metrics['resources'] };
}

/** The figures at the knee: medians over the confirmation runs that carried it. */
export function saturationFigures(
  points: readonly LoadPoint[],
  { saturationPerSecond }: SearchOutcome,
): Partial<LoadMetrics> {
  if (saturationPerSecond === undefined) return {};
  const knee = passedConfirmations(points, saturationPerSecond);
  if (knee.length === 0) return { saturationPerSecond };
  const over = (figure: (point: LoadPoint) => number | string | undefined): number =>
    median(knee.map((point) => Number(figure(point))));
  return {
    saturationPerSecond,
    offeredPerSecond: over((point) => point.offeredPerSecond),
    acceptedPerSecond: over((point) => point.acceptedPerSecond),
    deliveredPerSecond: over((point) => point.deliveredPerSecond),
    fullDisseminationMs: {
      p50: over((point) => point.fullDisseminationMs.p50),
      p99: over((point) => point.fullDisseminationMs.p99),
    },
    dueToEverywhereMs: {
      p50: over((point) => point.dueToEverywhereMs.p50),
      p99: over((point) => point.dueToEverywhereMs.p99),
    },
    ...(knee.every(({ byteOverhead }) => byteOverhead !== undefined) && {
      byteOverhead: over((point) => point.byteOverhead),
    }),
  };
}

/** The confirmation runs at the knee that carried it. */
export const passedConfirmations = (points: readonly LoadPoint[], kneePerSecond: number): LoadPoint[] =>
  points.filter(
    ({ role, askedPerSecond, carried }) =>
      role === 'confirmation' && askedPerSecond === kneePerSecond && carried,
  );

/** The runs at the smallest load above the knee that was not carried; none where all were. */
export function firstNotCarried(
  points: readonly LoadPoint[],
  kneePerSecond: number | undefined,
): LoadPoint[] {
  const missed = points.filter(
    ({ role, askedPerSecond, carried }) =>
      role !== 'overload' && !carried && (kneePerSecond === undefined || askedPerSecond > kneePerSecond),
  );
  const least = missed.reduce((rate, { askedPerSecond }) => Math.min(rate, askedPerSecond), Infinity);
  return missed.filter(({ askedPerSecond }) => askedPerSecond === least);
}
