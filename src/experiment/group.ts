import { medianSorted } from 'simple-statistics';
import { beyondDeadline, type Metrics, never, type Result, type Verdict } from '../../bench/result/result.js';
import { worstStatus } from '../command-line/exit-codes.js';

type Figure = number | typeof beyondDeadline | typeof never;

/** One figure over the runs that could measure it. */
export interface FigureSummary {
  readonly median: Figure;
  readonly min: Figure;
  readonly max: Figure;
  /** Runs in which it was measured. */
  readonly count: number;
}

/** What `--repeat` prints with `--json`. */
export interface GroupResult {
  readonly schemaVersion: 1;
  readonly kind: 'group';
  readonly verdict: Verdict;
  /** By dotted path under `metrics`. */
  readonly summary: Readonly<Record<string, FigureSummary>>;
  readonly runs: readonly Result[];
}

/** Sums up repetitions: the worst verdict, and median, min and max of every figure. */
export function groupResults(runs: readonly Result[]): GroupResult {
  const reasons = runs.flatMap(({ runId, verdict }) =>
    verdict.reasons.map((reason) => `${runId}: ${reason}`),
  );
  const summary = summarizeFigures(runs.map(({ metrics }) => metrics));
  return { schemaVersion: 1, kind: 'group', verdict: { status: worstStatus(runs), reasons }, summary, runs };
}

/** Every figure over some runs, by its dotted path under `metrics`. */
export function summarizeFigures(runs: readonly Metrics[]): Record<string, FigureSummary> {
  const figures = new Map<string, Figure[]>();
  for (const metrics of runs) {
    for (const [path, value] of figuresOf(metrics)) figures.set(path, [...(figures.get(path) ?? []), value]);
  }
  return Object.fromEntries([...figures].map(([path, values]) => [path, summarize(values)]));
}

/** Every single figure by its path. */
function* figuresOf(metrics: Metrics): Generator<[string, Figure]> {
  const { infectionCurve: _, prediction, ...figures } = metrics;
  yield* leaves(figures, '');
  if (prediction) yield* leaves({ ...prediction, infectionCurve: undefined }, 'prediction.');
}

function* leaves(node: object, prefix: string): Generator<[string, Figure]> {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'number' || value === beyondDeadline || value === never) yield [prefix + key, value];
    else if (typeof value === 'object' && value !== null) yield* leaves(value, `${prefix}${key}.`);
  }
}

/** What is beyond the deadline, or never came, is larger than any number. */
function summarize(values: readonly Figure[]): FigureSummary {
  const text = values.find((value) => typeof value === 'string');
  const numbers = values.map((value) => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY));
  const sorted = numbers.toSorted((a, b) => a - b);
  const figure = (value: number): Figure => (Number.isFinite(value) ? value : (text ?? beyondDeadline));
  return {
    median: figure(medianSorted(sorted)),
    min: figure(sorted[0]!),
    max: figure(sorted.at(-1)!),
    count: sorted.length,
  };
}
