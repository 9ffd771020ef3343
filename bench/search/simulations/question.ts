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

/** What the nodes of a spec have: the parameters of their implementation, or the protocol of the reference. */
export const valuesOf = ({ node, protocol }: Spec): Readonly<Record<string, unknown>> =>
  node ? node.parameters : { ...protocol };

/** Whether its trials are runs on real nodes: only the reference can be simulated. */
export const isMeasured = ({ scenarios }: Question): boolean =>
  scenarios.some(({ spec }) => spec.node !== undefined);

/** A scenario's spec with a setting. */
export function withSetting(spec: Spec, space: Space, setting: Setting): Spec {
  const { node, protocol } = spec;
  const patch = patchOf(space, setting);
  return node
    ? { ...spec, node: { ...node, parameters: { ...node.parameters, ...patch } } }
    : { ...spec, protocol: { ...protocol, ...patch } };
}

/** What is run for a trial. */
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

/** @throws CodedError USAGE where a cost is none that a run measures */
export function outcomeOf(question: Question, metrics: Metrics): Outcome {
  const { slos, costs } = question;
  const prices = costs.map((cost) => {
    const price = priceOf(cost, metrics);
    if (price !== undefined) return Math.max(leastPrice, price);
    throw new CodedError(
      'USAGE',
      `--cost '${cost.text}': ${isMeasured(question) ? 'a run of these nodes' : 'a simulation'} does not measure it in every scenario`,
      {
        remedy: "Use 'bytes', 'messages', 'cpu', or a figure that every scenario of --under measures.",
      },
    );
  });
  return { kept: slos.map((slo) => keptBy(slo, metrics)), prices };
}
