import { isMeasured, type Question } from '../../../bench/search/simulations/question.js';
import { topRung } from '../../../bench/search/tuning/rungs.js';
import { leastRepetitions } from '../../../bench/search/tuning/standing.js';
import { formatNumber, percent, quantityText } from '../../report/format.js';
import type { Neighbour, PromiseFigures, SettingFigures, WrittenSetting } from './tune-result.js';

export const settingText = (setting: WrittenSetting): string =>
  Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const share = (value: number): string => quantityText(percent(Math.abs(value)));

/** `+12 %`, `−3 %`. */
export const changeText = (change: number): string => `${change < 0 ? '−' : '+'}${share(change)}`;

const figure = (value: number | string): string => (typeof value === 'number' ? formatNumber(value) : value);

/** How far one promise is kept, or missed; one sentence. */
export function promiseText({
  promise,
  scenario,
  median,
  limit,
  nextRun,
  spare,
  kept,
  runs,
}: PromiseFigures): string {
  const where = `${promise} under ${scenario}`;
  if (nextRun === undefined || spare === undefined) {
    return kept
      ? `${where} was kept in every run.`
      : `${where} was missed in some run: the median is ${figure(median)}.`;
  }
  if (spare >= 0) {
    return `${where}: the median is ${figure(median)}, the next run stays within ${figure(nextRun)} with 95 %, ${share(spare)} to spare${kept ? '' : whyNotKept(runs)}.`;
  }
  const missed = Number(median) / limit - 1;
  return nextRun > limit === missed > 0 && missed !== 0
    ? `${where} is missed by ${missedText(missed)}: the median is ${figure(median)}.`
    : `${where} is not surely kept: the median is ${figure(median)}, the next run may come to ${figure(nextRun)}.`;
}

/** With fewer runs than a claim takes, the reserve is not the reason. */
const whyNotKept = (runs: number): string =>
  runs < leastRepetitions
    ? `, by ${runs} of the ${leastRepetitions} runs that a claim takes`
    : ', less than the reserve';

/** In percent, or where that would be a large number, as a multiple. */
const missedText = (missed: number): string =>
  missed < 10 ? share(missed) : `a factor of ${formatNumber(missed + 1)}`;

/** Which promise binds, what the present setting and the neighbours cost. */
export function whyRecommended(
  question: Question,
  best: SettingFigures,
  present: SettingFigures | undefined,
  neighbours: readonly Neighbour[],
  cheaper: readonly SettingFigures[],
): string[] {
  const { costs } = question;
  const [binding] = best.promises;
  const tried = isMeasured(question) ? 'run' : 'simulated';
  return [
    ...(binding ? [`Binding promise: ${promiseText(binding)}`] : []),
    ...(best.repetitions < topRung
      ? [
          `It was ${tried} ${best.repetitions === 1 ? 'once' : `${best.repetitions} times`} in each scenario instead of ${topRung} times: increase --budget to be surer.`,
        ]
      : []),
    ...passedOver(best, cheaper, tried),
    ...(present ? [presentText(best, present)] : []),
    ...neighbours.map((neighbour) => neighbourText(neighbour, costs[0]!.text)),
  ];
}

/** Cheaper settings are not passed over in silence; the cheapest few stand for all. */
const mostPassedOver = 3;

function passedOver(best: SettingFigures, cheaper: readonly SettingFigures[], tried: string): string[] {
  const price = ({ prices }: SettingFigures): number => prices![0]!.value;
  const sorted = cheaper.toSorted((a, b) => price(a) - price(b));
  const texts = sorted.slice(0, mostPassedOver).map((one) => {
    const change = changeText(price(one) / price(best) - 1);
    const reason =
      one.repetitions < leastRepetitions
        ? `${tried} ${one.repetitions} of the ${leastRepetitions} times that a claim takes; increase --budget to decide`
        : worst(one).replace(/\.$/, '');
    return `Cheaper (${change}) and not chosen: ${settingText(one.setting)}: ${reason}.`;
  });
  const more = sorted.length - texts.length;
  return more > 0 ? [...texts, `${more} more cheaper settings are not surely kept either.`] : texts;
}

function presentText(best: SettingFigures, present: SettingFigures): string {
  const name = `The present setting (${settingText(present.setting)})`;
  if (settingText(best.setting) === settingText(present.setting)) return `${name} is the recommended one.`;
  const change = present.prices ? present.prices[0]!.value / best.prices![0]!.value - 1 : undefined;
  const price = change === undefined ? '' : ` costs ${changeText(change)} and`;
  return present.verdict === 'kept'
    ? `${name}${price} keeps the promises, too.`
    : `${name}${price} does not keep them: ${worst(present)}`;
}

const worst = ({ promises }: SettingFigures): string =>
  promises[0] ? promiseText(promises[0]) : 'nothing was measured.';

function neighbourText(neighbour: Neighbour, cost: string): string {
  const { parameter, to, priceChange, verdict } = neighbour;
  const name = `With ${parameter} ${to}${priceChange === undefined ? '' : `, ${cost} ${changeText(priceChange)}`}`;
  return `${name}: ${verdict === 'kept' ? 'the promises are kept.' : worst(neighbour)}`;
}

/** Which promises the closest setting misses; `isInDoubt`: the search ended before it was sure that none keeps them. */
export const whyClosest = ({ setting, promises }: SettingFigures, isInDoubt = false): string[] => [
  isInDoubt
    ? `No setting is known to keep the promises so far: increase --budget to decide. The closest is ${settingText(setting)}.`
    : `No setting keeps the promises. The closest is ${settingText(setting)}.`,
  ...promises.filter(({ kept }) => !kept).map(promiseText),
];
