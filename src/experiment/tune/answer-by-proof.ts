import { bindingOf, type Standing, verdictOf } from '../../../bench/tuning/standing.js';
import { formatNumber } from '../../report/format.js';
import type { TuningPlan } from './plan-tuning.js';
import type { Proven } from './prove.js';
import { settingFigures } from './setting-figures.js';
import { recommendation } from './size-answer.js';
import type { Proof, SizeAnswer } from './tune-result.js';
import { promiseText, settingText, whyClosest } from './why.js';

/** The recommendation as the measurement has it: the cheapest candidate that kept the promises on real nodes. */
export function answerByProof(
  plan: TuningPlan,
  answer: SizeAnswer,
  proven: Proven,
  proof: Proof,
): SizeAnswer {
  const { recommended: simulated, spec: _, environment: __, why, ...rest } = answer;
  const measured = proven.settings
    .map((setting) => proven.ledger.standing(setting))
    .filter((standing) => standing?.prices !== undefined) as Standing[];
  const best = cheapest(measured.filter((one) => verdictOf(one) === 'kept')) ?? nearest(measured);
  if (!best) return answer;
  const figures = settingFigures(proven.question, best);
  const proved: SizeAnswer = { ...rest, by: 'measurement', why: [], proof };
  if (figures.verdict === 'broken') return { ...proved, closest: figures, why: whyClosest(figures) };
  const isSame = simulated !== undefined && settingText(simulated.setting) === settingText(figures.setting);
  return {
    ...proved,
    ...recommendation(proven.question, plan.present.protocol, best),
    why: [
      ...measuredWhy(figures, proof.runtime, isSame),
      ...(isSame ? why.slice(1).map((text) => `In simulation: ${text}`) : []),
    ],
    neighbours: isSame ? answer.neighbours : [],
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
      ? `It is the simulation's choice, and held on ${runtime}.`
      : `The simulation's choice did not hold on ${runtime}, or was dearer there; this one is what the measurement says.`,
    ...(verdict === 'open'
      ? ['So few runs do not make sure that the next one keeps the promises: repeat more (--repeat).']
      : []),
    ...(binding ? [`What binds is ${promiseText(binding)}`] : []),
    `Measured price: ${formatNumber(prices![0]!.value)}.`,
  ];
}
