import { latenessLimitMs } from '../../bench/analysis/disturbances/disturbances.js';
import type { Metrics } from '../../bench/result/result.js';
import { findSaturation, type SaturationFinding } from '../../bench/search/load/find-saturation.js';
import { judgeLoad } from '../../bench/search/load/judge-load.js';
import { type LoadPoint, loadPoint } from '../../bench/search/load/load-point.js';
import {
  firstNotCarried,
  type LoadResult,
  type Overload,
  saturationFigures,
} from '../../bench/search/load/load-result.js';
import { type SearchOutcome, type SearchPlan, searchSaturation } from '../../bench/search/load/search.js';
import { isReference } from '../../bench/spec/implementations.js';
import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import type { Spec } from '../../bench/spec/spec.js';
import { CodedError } from '../../nodes/coded-error.js';
import { type FinishedRun, runOnce } from './run-once.js';

export interface LoadPlan extends SearchPlan {
  /** Of p99 from the intended send until every live node held the update. */
  readonly boundMs: number;
  /** Times the saturation point; 0: no overload. */
  readonly overloadFactor: number;
  readonly overloadMs: number;
}

export interface LoadOptions {
  readonly outDirectory: string;
  /** Told before each run, and of each when it is done. */
  readonly onTrial: (trial: { readonly askedPerSecond: number; readonly role: LoadPoint['role'] }) => void;
  readonly onPoint: (point: LoadPoint) => void;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Everything accepted under overload has so long to arrive. */
const drainMs = 60_000;

/**
 * Searches the saturation point of a spec, whose own rate does not matter; each load is a run of its own, on a new cluster.
 * @throws what ended a run before it had figures; CodedError INTERRUPTED
 */
export async function searchLoad(spec: Spec, plan: LoadPlan, options: LoadOptions): Promise<LoadResult> {
  const runs = new Runs(spec, plan, options);
  const search = searchSaturation(plan);
  let step = search.next();
  while (!step.done) step = search.next(await runs.carries(step.value.ratePerSecond, step.value.role));
  const overload = await runs.overload(step.value);
  return resultOf(spec, plan, { outcome: step.value, overload, runs });
}

function resultOf(
  spec: Spec,
  { boundMs }: LoadPlan,
  { outcome, overload, runs }: { outcome: SearchOutcome; overload: Overload | undefined; runs: Runs },
): LoadResult {
  const points = [...runs.points].sort((a, b) => a.askedPerSecond - b.askedPerSecond);
  const limitMs = latenessLimitMs(isReference(spec) ? spec.protocol.intervalMs : undefined);
  const verdict = judgeLoad({ outcome, points, overload, latenessLimitMs: limitMs });
  const load = {
    ...saturationFigures(points, outcome),
    boundMs,
    curve: points,
    saturated: runs.saturated(outcome.saturationPerSecond, limitMs),
    ...(overload ? { overload } : {}),
  };
  return { schemaVersion: 1, kind: 'load', verdict, spec, metrics: { load } };
}

/** The runs of one search, each with a seed of its own. */
class Runs {
  readonly points: LoadPoint[] = [];
  readonly #spec: Spec;
  readonly #plan: LoadPlan;
  readonly #options: LoadOptions;
  readonly #loads = new Map<string, NonNullable<Metrics['load']>>();
  #count = 0;

  constructor(spec: Spec, plan: LoadPlan, options: LoadOptions) {
    this.#spec = spec;
    this.#plan = plan;
    this.#options = options;
  }

  async carries(askedPerSecond: number, role: LoadPoint['role']): Promise<boolean> {
    const { point } = await this.#run(this.#spec, askedPerSecond, role);
    return point.carried;
  }

  /** A multiple of the knee, for longer, with time to drain. */
  async overload({ saturationPerSecond }: SearchOutcome): Promise<Overload | undefined> {
    const { overloadFactor: factor, overloadMs } = this.#plan;
    if (saturationPerSecond === undefined || factor === 0) return undefined;
    // Not ramped up: what the overload itself leaves behind is what has to drain.
    const phases = { ...this.#spec.phases, rampUpMs: 0, durationMs: overloadMs, deadlineMs: drainMs };
    const { point, run } = await this.#run(
      { ...this.#spec, phases },
      factor * saturationPerSecond,
      'overload',
    );
    const { state, metrics } = run.result;
    const lost = state === 'completed' ? metrics.invariants?.lostUpdates.fromLiveOrigin : undefined;
    return { ...point, factor, ...(lost === undefined ? {} : { lostUpdates: lost }) };
  }

  /** Over the runs at the smallest load that was not carried. */
  saturated(kneePerSecond: number | undefined, limitMs: number): SaturationFinding[] {
    const [first] = firstNotCarried(this.points, kneePerSecond);
    const load = first && this.#loads.get(first.runId);
    return load ? findSaturation(load, limitMs) : [];
  }

  async #run(spec: Spec, askedPerSecond: number, role: LoadPoint['role']) {
    const { outDirectory, onTrial, onPoint, onNotice, signal } = this.#options;
    onTrial({ askedPerSecond, role });
    const run = await runOnce(
      {
        ...spec,
        seed: repetitionSeed(spec.seed, this.#count),
        workload: { ...spec.workload, ratePerSecond: askedPerSecond },
      },
      {
        outDirectory,
        onProgress: (event) =>
          event.kind === 'notice' && this.#count === 0 ? onNotice(event.text) : undefined,
        signal,
      },
    );
    this.#count += 1;
    const point = this.#pointOf(run, askedPerSecond, role);
    this.points.push(point);
    onPoint(point);
    return { point, run };
  }

  /** A node that ended under a load did not carry it; whatever else ended a run is no figure of its load. */
  #pointOf({ result, error }: FinishedRun, askedPerSecond: number, role: LoadPoint['role']): LoadPoint {
    const isAboutLoad = error instanceof CodedError && error.code === 'NODE_CRASHED';
    if (error !== undefined && !isAboutLoad) throw error;
    const point = loadPoint(result, role, { askedPerSecond, boundMs: this.#plan.boundMs });
    if (!point) throw error ?? new Error(`the run ${result.runId} has no figures of its load`);
    this.#loads.set(result.runId, result.metrics.load!);
    return point;
  }
}
