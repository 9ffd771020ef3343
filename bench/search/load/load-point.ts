import { never, type Result } from '../../result/result.js';
import type { Trial } from './search.js';

type Percentile = number | string;

/** One run of a search, with what it carried. Rates in updates/s. */
export interface LoadPoint {
  readonly role: Trial['role'] | 'overload';
  readonly runId: string;
  readonly askedPerSecond: number;
  readonly offeredPerSecond: number;
  readonly acceptedPerSecond: number;
  readonly deliveredPerSecond: number;
  readonly pushedBackPerSecond: number;
  readonly fullDisseminationMs: { readonly p50: Percentile; readonly p99: Percentile };
  readonly writeLatencyMs: { readonly p50: Percentile; readonly p99: Percentile };
  /** From the intended send on. */
  readonly dueToEverywhereMs: { readonly p50: Percentile; readonly p99: Percentile };
  readonly byteOverhead?: number;
  /** 99th percentile. */
  readonly generatorLatenessMs: number;
  readonly backlog: { readonly peakUpdates: number; readonly drainMs: number | typeof never };
  /** Largest reading of the largest node. */
  readonly memoryMiB?: number;
  readonly carried: boolean;
  /** Why it was not; one sentence. */
  readonly why?: string;
}

/** Delivered of offered, from which on a load is carried. */
const carriedShare = 0.99;

/** Undefined where the run has no figures of its load. */
export function loadPoint(
  { runId, state, metrics, verdict }: Pick<Result, 'runId' | 'state' | 'metrics' | 'verdict'>,
  role: LoadPoint['role'],
  { askedPerSecond, boundMs }: { readonly askedPerSecond: number; readonly boundMs: number },
): LoadPoint | undefined {
  const { load, fullDisseminationMs: full, byteOverhead, resources } = metrics;
  if (!load) return undefined;
  const { limits: _, generatorLatenessMs, writeLatencyMs, ...rates } = load;
  const figures = {
    ...rates,
    fullDisseminationMs: { p50: full?.p50 ?? never, p99: full?.p99 ?? never },
    writeLatencyMs: { p50: writeLatencyMs?.p50 ?? never, p99: writeLatencyMs?.p99 ?? never },
  };
  const why = state === 'completed' ? whyNotCarried(figures, boundMs) : verdict.reasons[0];
  return {
    role,
    runId,
    askedPerSecond,
    ...figures,
    ...(byteOverhead === undefined ? {} : { byteOverhead }),
    generatorLatenessMs: generatorLatenessMs.p99,
    ...(resources ? { memoryMiB: resources.memoryMiB.max } : {}),
    carried: why === undefined,
    ...(why === undefined ? {} : { why }),
  };
}

type Judged = Pick<LoadPoint, 'offeredPerSecond' | 'deliveredPerSecond' | 'dueToEverywhereMs'>;

/**
 * The definition of the saturation point (bench/METRICS.md): undefined where the load was carried. Counted from the intended send,
 * since nodes that take writes in late could else hide behind their clients' queues.
 */
function whyNotCarried(
  { offeredPerSecond, deliveredPerSecond, dueToEverywhereMs: { p99 } }: Judged,
  boundMs: number,
): string | undefined {
  const share = deliveredPerSecond / offeredPerSecond;
  if (share < carriedShare) return `Only ${(share * 100).toFixed(1)} % of the offered load was delivered.`;
  if (typeof p99 === 'number' && p99 < boundMs) return undefined;
  const took = typeof p99 === 'number' ? `${p99.toFixed(0)} ms` : p99;
  return `From the intended send until every node held the update: ${took} at p99 (bound ${boundMs} ms).`;
}
