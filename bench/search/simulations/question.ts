import { CodedError } from '../../../nodes/coded-error.js';
import type { Metrics } from '../../result/result.js';
import { repetitionSeed } from '../../spec/repetition-seed.js';
import type { Spec } from '../../spec/spec.js';
import { type Cost, priceOf } from '../tuning/cost.js';
import { isExact, keptBy, type Slo } from '../tuning/excess.js';
import type { LedgerShape, Outcome, Trial } from '../tuning/ledger.js';
import { patchOf, type Setting, type Space } from '../tuning/space.js';
import { withoutUnusedPhases } from './without-unused-phases.js';

/** Something under which the promises are to be kept: no fault, or a scenario's. */
export interface TuningScenario {
  readonly name: string;
  /** With the protocol that the cluster has now. */
  readonly spec: Spec;
}

/** What is asked of a search: which setting of the space keeps the promises in every scenario, at what cost. */
export interface Question {
  readonly space: Space;
  readonly scenarios: readonly TuningScenario[];
  readonly slos: readonly Slo[];
  readonly costs: readonly Cost[];
  readonly seed: number;
}

export const shapeOf = ({ scenarios, slos, costs }: Question): LedgerShape => ({
  scenarios: scenarios.length,
  exact: slos.map(({ threshold }) => isExact(threshold)),
  costs: costs.length,
});

/** A scenario's spec with a setting. */
export const withSetting = (spec: Spec, space: Space, setting: Setting): Spec => ({
  ...spec,
  protocol: { ...spec.protocol, ...patchOf(space, setting) },
});

/** What is simulated for a trial. */
export function specOfTrial(question: Question, { setting, scenario, repetition }: Trial): Spec {
  const { space, scenarios, seed } = question;
  const spec = withSetting(scenarios[scenario]!.spec, space, setting);
  return {
    ...withoutUnusedPhases(spec, figuresOf(question)),
    seed: repetitionSeed(seed, repetition),
    onAnomaly: 'ignore',
  };
}

const figuresOf = ({ slos, costs }: Question): string[] => [
  ...slos.map(({ threshold }) => threshold.path.name),
  ...costs.flatMap(({ terms }) => terms.map(({ path }) => path.name)),
];

/** The least price: its logarithm is taken. */
const leastPrice = 1e-9;

/** @throws CodedError USAGE where a cost is none that a simulation measures */
export function outcomeOf({ slos, costs }: Question, metrics: Metrics): Outcome {
  const prices = costs.map((cost) => {
    const price = priceOf(cost, metrics);
    if (price !== undefined) return Math.max(leastPrice, price);
    throw new CodedError(
      'USAGE',
      `--cost '${cost.text}': a simulation does not measure it in every scenario`,
      {
        remedy: "Use 'bytes', 'messages', 'cpu', or a figure that every scenario of --under measures.",
      },
    );
  });
  return { kept: slos.map((slo) => keptBy(slo, metrics)), prices };
}
