import { medianSorted } from 'simple-statistics';
import { beyondDeadline, type Metrics, type Result, type Verdict } from '../../bench/result.js';
import { worstStatus } from '../exit-codes.js';

type Figure = number | typeof beyondDeadline;

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
  const figures = new Map<string, number[]>();
  for (const { metrics } of runs) {
    for (const [path, value] of figuresOf(metrics)) figures.set(path, [...(figures.get(path) ?? []), value]);
  }
  const summary = Object.fromEntries([...figures].map(([path, values]) => [path, summarize(values)]));
  const reasons = runs.flatMap(({ runId, verdict }) =>
    verdict.reasons.map((reason) => `${runId}: ${reason}`),
  );
  return { schemaVersion: 1, kind: 'group', verdict: { status: worstStatus(runs), reasons }, summary, runs };
}

/** Every single figure by its path; one beyond the deadline is larger than any number. */
function* figuresOf(metrics: Metrics): Generator<[string, number]> {
  const { infectionCurve: _, ...figures } = metrics;
  yield* leaves(figures, '');
}

function* leaves(node: object, prefix: string): Generator<[string, number]> {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'number') yield [prefix + key, value];
    else if (value === beyondDeadline) yield [prefix + key, Number.POSITIVE_INFINITY];
    else if (typeof value === 'object' && value !== null) yield* leaves(value, `${prefix}${key}.`);
  }
}

function summarize(values: readonly number[]): FigureSummary {
  const sorted = values.toSorted((a, b) => a - b);
  const figure = (value: number): Figure => (Number.isFinite(value) ? value : beyondDeadline);
  return {
    median: figure(medianSorted(sorted)),
    min: figure(sorted[0]!),
    max: figure(sorted.at(-1)!),
    count: sorted.length,
  };
}
