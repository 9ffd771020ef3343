import { medianSorted } from 'simple-statistics';
import type { Question } from '../../../bench/search/simulations/question.js';
import { isExact, reservedLimit } from '../../../bench/search/tuning/excess.js';
import { writtenOf } from '../../../bench/search/tuning/space.js';
import {
  leastRepetitions,
  type PromiseStanding,
  type Standing,
  verdictOf,
} from '../../../bench/search/tuning/standing.js';
import type { PromiseFigures, SettingFigures } from './tune-result.js';

/** A standing in the words and units of the question. */
export function settingFigures(question: Question, standing: Standing): SettingFigures {
  const { setting, repetitions, prices, promises } = standing;
  return {
    setting: writtenOf(question.space, setting),
    repetitions,
    verdict: verdictOf(standing),
    ...(prices ? { prices } : {}),
    promises: promises
      .toSorted((a, b) => b.bound - a.bound)
      .map((promise) => promiseFigures(question, promise)),
  };
}

function promiseFigures({ slos, scenarios }: Question, standing: PromiseStanding): PromiseFigures {
  const slo = slos[standing.promise]!;
  const { threshold } = slo;
  const common = {
    runs: standing.measured.length,
    promise: threshold.text,
    scenario: scenarios[standing.scenario]!.name,
    median: medianOf(standing.measured),
    limit: threshold.value,
    kept: standing.bound <= 0 && standing.measured.length >= leastRepetitions,
  };
  if (isExact(threshold) || standing.measured.some((value) => typeof value === 'string')) return common;
  const isUpper = threshold.operator.startsWith('<');
  const nextRun = reservedLimit(slo) * Math.exp(isUpper ? standing.bound : -standing.bound);
  const spare = isUpper ? 1 - nextRun / threshold.value : nextRun / threshold.value - 1;
  return { ...common, nextRun, spare };
}

/** Texts (`> deadline`, `never`) are larger than any number. */
function medianOf(values: readonly (number | string)[]): number | string {
  const sorted = values
    .map((value) => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY))
    .sort((a, b) => a - b);
  const median = medianSorted(sorted);
  return Number.isFinite(median) ? median : (values.find((value) => typeof value === 'string') ?? median);
}
