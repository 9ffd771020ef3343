import type { Metrics, Verdict } from '../../bench/result.js';
import { simulate } from '../../bench/simulate.js';
import type { Spec } from '../../bench/spec.js';
import { type Growth, growthOf } from '../../bench/sweep/growth.js';
import { readMetric } from '../report/metric-catalog.js';
import { type FigureSummary, summarizeFigures } from './group.js';
import { repetitionSeed } from './repetition-seed.js';
import { runRepeatedly } from './run-repeatedly.js';

/** One setting of the grid, and its resolved spec. */
export interface PlannedCell {
  readonly setting: Readonly<Record<string, string | number>>;
  readonly spec: Spec;
}

export interface SweptCell extends PlannedCell {
  readonly runs: number;
  /** Of each run; absent in a simulation, which nothing disturbs. */
  readonly verdicts?: readonly Verdict['status'][];
  /** By dotted path under `metrics`, over the runs. */
  readonly summary: Readonly<Record<string, FigureSummary>>;
}

/** How one figure grows with the number of nodes, everything else being the same. */
export interface SweptGrowth extends Growth {
  readonly figure: string;
  /** The other axes' values. */
  readonly setting: Readonly<Record<string, string | number>>;
}

/** What `sweep` prints with `--json`. */
export interface SweepResult {
  readonly schemaVersion: 1;
  readonly kind: 'sweep';
  readonly cells: readonly SweptCell[];
  readonly growth: readonly SweptGrowth[];
}

export interface SweepOptions {
  readonly outDirectory: string;
  readonly onProgress: (done: number, total: number, leftMs: number | undefined) => void;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Figures of which it is told how they grow. */
export const growingFigures = [
  'rounds.last',
  'rounds.t50',
  'fullDisseminationMs.p99',
  'trafficPerUpdatePerNode',
  'idle.bytesPerSecondPerNode',
] as const;

/** Runs every cell of a grid, one after the other, and fits how the figures grow. @throws what ended a run early */
export async function sweep(plan: readonly PlannedCell[], options: SweepOptions): Promise<SweepResult> {
  const cells: SweptCell[] = [];
  const measured: { cell: PlannedCell; metrics: readonly Metrics[] }[] = [];
  const eta = new TimeLeft(plan.map(costOf));
  for (const [index, cell] of plan.entries()) {
    options.onProgress(index, plan.length, eta.leftMs(index));
    const { metrics, verdicts } = await (cell.spec.runtime === 'sim' ? simulated : real)(cell.spec, options);
    measured.push({ cell, metrics });
    cells.push({
      ...cell,
      runs: metrics.length,
      ...(verdicts ? { verdicts } : {}),
      summary: summarizeFigures(metrics),
    });
  }
  options.onProgress(plan.length, plan.length, 0);
  return { schemaVersion: 1, kind: 'sweep', cells, growth: growths(measured) };
}

interface Outcome {
  readonly metrics: readonly Metrics[];
  readonly verdicts?: readonly Verdict['status'][];
}

async function simulated(spec: Spec, { signal }: SweepOptions): Promise<Outcome> {
  const metrics: Metrics[] = [];
  for (let run = 0; run < spec.repeat; run += 1) {
    const { analysis } = await simulate({ ...spec, seed: repetitionSeed(spec.seed, run) }, signal);
    metrics.push(analysis.metrics);
  }
  return { metrics };
}

async function real(spec: Spec, { outDirectory, onNotice, signal }: SweepOptions): Promise<Outcome> {
  const onProgress = (event: { kind: string; text?: string }): void => {
    if (event.kind === 'notice') onNotice(event.text ?? '');
  };
  const runs = await runRepeatedly(spec, { outDirectory, onProgress, signal });
  const failed = runs.find(({ error }) => error !== undefined);
  if (failed) throw failed.error;
  return {
    metrics: runs.map(({ result }) => result.metrics),
    verdicts: runs.map(({ result }) => result.verdict.status),
  };
}

/** A real run takes its time whatever its size; a simulation's grows with its nodes. */
const costOf = ({ spec }: PlannedCell): number =>
  spec.repeat * (spec.runtime === 'sim' ? spec.cluster.nodes + 50 : 1);

/** Estimates by what the cells that are done took, for what they were expected to. */
class TimeLeft {
  readonly #costs: readonly number[];
  readonly #startedMs = performance.now();

  constructor(costs: readonly number[]) {
    this.#costs = costs;
  }

  /** Undefined before the first cell is done. */
  leftMs(done: number): number | undefined {
    const sum = (costs: readonly number[]): number => costs.reduce((total, cost) => total + cost, 0);
    const doneCost = sum(this.#costs.slice(0, done));
    if (doneCost === 0) return undefined;
    return ((performance.now() - this.#startedMs) / doneCost) * sum(this.#costs.slice(done));
  }
}

function growths(measured: readonly { cell: PlannedCell; metrics: readonly Metrics[] }[]): SweptGrowth[] {
  const groups = new Map<
    string,
    { setting: PlannedCell['setting']; bySize: Map<number, readonly Metrics[]> }
  >();
  for (const { cell, metrics } of measured) {
    const { nodes: _, ...setting } = cell.setting;
    const key = JSON.stringify(setting);
    const group = groups.get(key) ?? { setting, bySize: new Map() };
    groups.set(key, group);
    group.bySize.set(cell.spec.cluster.nodes, metrics);
  }
  return [...groups.values()].flatMap(({ setting, bySize }) =>
    growingFigures.flatMap((figure) => {
      const values = new Map([...bySize].map(([nodes, metrics]) => [nodes, numbersOf(metrics, figure)]));
      const growth = growthOf(values);
      return growth ? [{ figure, setting, ...growth }] : [];
    }),
  );
}

/** What is beyond the deadline is no number. */
const numbersOf = (metrics: readonly Metrics[], figure: string): number[] =>
  metrics.map((one) => readMetric(one, figure)).filter((value) => typeof value === 'number');
