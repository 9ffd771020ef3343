import { bindingOf, excessOf, type Standing, verdictOf } from '../../../bench/search/tuning/standing.js';
import { formatNumber } from '../../report/format.js';
import type { TuningPlan } from './plan-tuning.js';
import type { Proven } from './prove.js';
import { settingFigures } from './setting-figures.js';
import { recommendation } from './size-answer.js';
import type { Proof, SizeAnswer } from './tune-result.js';
import { promiseText, settingText, whyClosest } from './why.js';

/**
 * The recommendation as the measurement has it: the cheapest candidate that kept the promises on real nodes. Where none did, and something disturbed the runs of
 * all of them or ended the proof before all were run, the measurement is inconclusive, and the simulation's stands.
 */
export function answerByProof(
  plan: TuningPlan,
  answer: SizeAnswer,
  proven: Proven,
  proof: Proof,
): SizeAnswer {
  const judged = asMeasured(plan, answer, proven, proof);
  const { error } = proven;
  if (error === undefined) return judged;
  const proofError = error instanceof Error ? error.message : String(error);
  return { ...judged, proofError, why: [`The proof ended early: ${proofError}`, ...judged.why] };
}

function asMeasured(plan: TuningPlan, answer: SizeAnswer, proven: Proven, proof: Proof): SizeAnswer {
  const measured = proven.settings
    .map((setting) => proven.ledger.standing(setting))
    .filter((standing) => standing?.prices !== undefined) as Standing[];
  if (measured.length === 0) return answer;
  const kept = cheapest(measured.filter((one) => verdictOf(one) === 'kept'));
  const best = kept ?? nearest(measured.filter((one) => verdictOf(one) === 'open' && excessOf(one) <= 0));
  if (best) return byMeasurement(plan, answer, proven, proof, best);
  if (measured.length < proven.settings.length) {
    return { ...answer, proof, why: [incomplete(proof), ...answer.why] };
  }
  if (proof.candidates.every(({ disturbed }) => disturbed > 0)) {
    return { ...answer, proof, why: [unproven(proof), ...answer.why] };
  }
  const { recommended: _, spec: __, environment: ___, ...rest } = answer;
  const closest = settingFigures(proven.question, nearest(measured)!);
  return { ...rest, by: 'measurement', proof, neighbours: [], closest, why: whyClosest(closest) };
}

const incomplete = ({ runtime }: Proof): string =>
  `The proof on ${runtime} is inconclusive: not every candidate was run to the end, and none of those that were surely keeps the promises.`;

const unproven = ({ runtime, candidates }: Proof): string =>
  `The proof on ${runtime} is inconclusive: ${candidates.reduce((sum, { disturbed }) => sum + disturbed, 0)} of its runs were disturbed, so the machine rather than the protocol may have broken the promises. Use fewer nodes, or an idle machine.`;

function byMeasurement(
  plan: TuningPlan,
  { recommended: simulated, why, neighbours, ...rest }: SizeAnswer,
  { question }: Proven,
  proof: Proof,
  best: Standing,
): SizeAnswer {
  const figures = settingFigures(question, best);
  const isSame = simulated !== undefined && settingText(simulated.setting) === settingText(figures.setting);
  return {
    ...rest,
    ...recommendation(question, plan.present, best),
    by: 'measurement',
    proof,
    why: [
      ...measuredWhy(figures, proof.runtime, isSame),
      ...(isSame ? why.slice(1).map((text) => `In simulation: ${text}`) : []),
    ],
    neighbours: isSame ? neighbours : [],
  };
}

function cheapest(standings: readonly Standing[]): Standing | undefined {
  return standings.toSorted((a, b) => a.prices![0]!.value - b.prices![0]!.value)[0];
}

/** None is surely kept: what comes nearest to it. */
const nearest = (standings: readonly Standing[]): Standing | undefined =>
  standings.toSorted((a, b) => (bindingOf(a)?.bound ?? 0) - (bindingOf(b)?.bound ?? 0))[0];

function measuredWhy(
  { verdict, promises, prices }: NonNullable<SizeAnswer['recommended']>,
  runtime: string,
  isSame: boolean,
): string[] {
  const [binding] = promises;
  return [
    isSame
      ? `The simulation chose it, and it held on ${runtime}.`
      : `The simulation's choice did not hold on ${runtime}, or cost more there; this one is chosen by measurement.`,
    ...(verdict === 'open'
      ? ['Too few runs to be sure that the next one keeps the promises: increase --repeat.']
      : []),
    ...(binding ? [`Binding promise: ${promiseText(binding)}`] : []),
    `Measured price: ${formatNumber(prices![0]!.value)}.`,
  ];
}
