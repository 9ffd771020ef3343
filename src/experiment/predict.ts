import type { Metrics } from '../../bench/result/result.js';
import { simulate } from '../../bench/run/simulate.js';
import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import type { Spec } from '../../bench/spec/spec.js';
import { type Theory, theoryOf } from '../../bench/theory/theory-of.js';
import { type FigureSummary, summarizeFigures } from './group.js';

/** What `predict` prints with `--json`. */
export interface Prediction {
  readonly schemaVersion: 1;
  readonly kind: 'prediction';
  readonly spec: Spec;
  readonly theory: Theory;
  readonly simulation: {
    readonly runs: number;
    /** By dotted path under `metrics`, over the runs. */
    readonly summary: Readonly<Record<string, FigureSummary>>;
    /** Of the first run. */
    readonly infectionCurve: Metrics['infectionCurve'];
  };
}

/** Enough for a spread where a run takes a second; of a large cluster one run is many nodes. */
const runsOf = (nodes: number): number => Math.max(1, Math.min(5, Math.floor(1_000 / nodes)));

/**
 * What theory and simulation say of a spec, without starting a node. Faults are left out: the formulas know none.
 * `spec.repeat` above 1 is the number of simulations.
 */
export async function predict(
  { chaos: _, ...spec }: Spec,
  onRun: (run: number, runs: number) => void,
  signal: AbortSignal,
): Promise<Prediction> {
  const runs = spec.repeat > 1 ? spec.repeat : runsOf(spec.cluster.nodes);
  const metrics: Metrics[] = [];
  for (let run = 0; run < runs; run += 1) {
    onRun(run + 1, runs);
    const { analysis } = await simulate({ ...spec, seed: repetitionSeed(spec.seed, run) }, signal);
    metrics.push(analysis.metrics);
  }
  return {
    schemaVersion: 1,
    kind: 'prediction',
    spec: { ...spec, runtime: 'sim' },
    theory: theoryOf(spec),
    simulation: {
      runs,
      summary: summarizeFigures(metrics),
      infectionCurve: metrics[0]?.infectionCurve,
    },
  };
}
