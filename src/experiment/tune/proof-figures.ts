import type { Exploration } from '../../../bench/search/simulations/explore.js';
import { type Question, valuesOf } from '../../../bench/search/simulations/question.js';
import { isExact, reservedLimit } from '../../../bench/search/tuning/excess.js';
import type { Interval } from '../../../bench/search/tuning/noise.js';
import { keyOf, settingOf } from '../../../bench/search/tuning/space.js';
import type { PromiseStanding, Standing } from '../../../bench/search/tuning/standing.js';
import { formatNumber } from '../../report/format.js';
import type { TuningPlan } from './plan-tuning.js';
import type { Proven } from './prove.js';
import { settingFigures } from './setting-figures.js';
import type { Compared, Proof, ProvenCandidate } from './tune-result.js';
import { settingText } from './why.js';

/** Predicted beside measured, for every candidate that was run. */
export function proofOf(
  plan: TuningPlan,
  { search }: Exploration,
  proven: Proven,
  repetitions: number,
): Proof {
  const now = keyOf(settingOf(plan.question.space, valuesOf(plan.present))!);
  const candidates = proven.settings.flatMap((setting): ProvenCandidate[] => {
    const [predicted, measured] = [search.standing(setting), proven.ledger.standing(setting)];
    if (!predicted || !measured || measured.repetitions === 0) return [];
    const runs = proven.runs.get(keyOf(setting)) ?? [];
    return [
      {
        role: keyOf(setting) === now ? 'present' : 'candidate',
        predicted: settingFigures(plan.question, predicted),
        measured: settingFigures(proven.question, measured),
        compared: comparedOf(plan.question, predicted, proven.question, measured),
        runs: runs.map(({ folder }) => folder),
        disturbed: runs.filter(({ isDisturbed }) => isDisturbed).length,
      },
    ];
  });
  const disagreements = candidates.flatMap((candidate) =>
    candidate.compared.filter(({ disagrees }) => disagrees).map((one) => disagreementText(candidate, one)),
  );
  return { runtime: proven.runtime, repetitions, candidates, disagreements };
}

function comparedOf(asked: Question, predicted: Standing, real: Question, measured: Standing): Compared[] {
  const promises = predicted.promises.flatMap((one): Compared[] => {
    const other = measured.promises.find(
      ({ scenario, promise }) => scenario === one.scenario && promise === one.promise,
    );
    const before = intervalOf(asked, one);
    const after = other && intervalOf(real, other);
    if (!before || !after) return [];
    const what = asked.slos[one.promise]!.threshold.path.name;
    return [compared(what, asked.scenarios[one.scenario]!.name, before, after)];
  });
  const prices = asked.costs.flatMap((cost, i): Compared[] => {
    const [before, after] = [predicted.prices?.[i], measured.prices?.[i]];
    return before && after ? [compared(cost.text, 'all', before, after)] : [];
  });
  return [...promises, ...prices];
}

const compared = (what: string, scenario: string, predicted: Interval, measured: Interval): Compared => ({
  what,
  scenario,
  predicted,
  measured,
  disagrees: predicted.high < measured.low || measured.high < predicted.low,
});

/** The figure's mean with its 95 % interval; undefined of what must hold in every run, and of figures that are no number. */
function intervalOf({ slos }: Question, standing: PromiseStanding): Interval | undefined {
  const slo = slos[standing.promise]!;
  if (isExact(slo.threshold) || standing.measured.some((value) => typeof value === 'string'))
    return undefined;
  const sign = slo.threshold.operator.startsWith('<') ? 1 : -1;
  const figure = (excess: number): number => reservedLimit(slo) * Math.exp(sign * excess);
  const ends = [figure(standing.low), figure(2 * standing.excess - standing.low)] as const;
  return { value: figure(standing.excess), low: Math.min(...ends), high: Math.max(...ends) };
}

export const intervalText = ({ value, low, high }: Interval): string =>
  `${formatNumber(value)} [${formatNumber(low)}, ${formatNumber(high)}]`;

const disagreementText = (
  { predicted }: ProvenCandidate,
  { what, scenario, predicted: before, measured: after }: Compared,
): string =>
  `${what}${scenario === 'all' ? '' : ` under ${scenario}`} with ${settingText(predicted.setting)}: ${intervalText(before)} simulated, ${intervalText(after)} measured.`;
