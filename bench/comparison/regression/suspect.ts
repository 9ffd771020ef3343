import { createRng } from '../../../nodes/protocol/rng.js';
import type { FigureSense } from '../compare-figure.js';
import { changePoints } from './e-divisive.js';
import { type Night, nightMedian } from './night.js';
import { type Sensitivity, sensitivityFor } from './sensitivity.js';
import { shownWorsening, withinReach, worseningOf } from './worsening.js';

/** A figure over the nights, the last of which is tonight. */
export interface JudgedSeries {
  readonly sense: FigureSense;
  readonly nights: readonly Night[];
  /** Values of the runs that a baseline holds. */
  readonly baseline?: readonly number[];
}

/** Which rule found it. jump: tonight against the nights before. changePoint: E-divisive. baseline: tonight against a baseline. */
export type Rule = 'jump' | 'changePoint' | 'baseline';

/** A worsening that a night shows, before it is confirmed. */
export interface Suspicion {
  readonly rule: Rule;
  /** At least 1; Infinity where there is no ratio, from 0 or to beyond the deadline. */
  readonly factor: number;
  /** The first night at the new level. */
  readonly since: Night;
  /** Values of the runs at the level before. */
  readonly before: readonly number[];
}

/** What is worse tonight, by the first rule that finds it; undefined where nothing is. */
export function suspect(series: JudgedSeries, asked: Sensitivity): Suspicion | undefined {
  const { better } = series.sense;
  const tonight = series.nights.at(-1);
  if (better === 'neither' || tonight === undefined) return undefined;
  const sensitivity = sensitivityFor(series.sense, asked);
  const nights = series.nights.slice(-sensitivity.mostNights);
  const changes = changesOf(nights, sensitivity);
  return (
    changePointRule(series.sense, nights, changes, sensitivity) ??
    jumpRule('jump', series.sense, levelBefore(nights, changes), tonight, sensitivity) ??
    jumpRule('baseline', series.sense, series.baseline ?? [], tonight, sensitivity)
  );
}

/**
 * What is better tonight, by the same rules with the figure's sense turned round: nights that got used to it, or a jump. Not against a baseline, which would
 * say so every night.
 */
export function improvementOf({ sense, nights }: JudgedSeries, asked: Sensitivity): Suspicion | undefined {
  if (sense.better === 'neither') return undefined;
  const better = sense.better === 'higher' ? 'lower' : 'higher';
  return suspect({ sense: { ...sense, better }, nights }, asked);
}

/** The indices of the first nights after each change of level, ascending; the same nights give the same. */
export function changesOf(nights: readonly Night[], sensitivity: Sensitivity): number[] {
  if (nights.length < sensitivity.fewestNights) return [];
  const { fewestNightsASide: minSize, level, permutations } = sensitivity;
  const medians = withinReach(nights.map(nightMedian));
  return changePoints(medians, { minSize, level, permutations, rng: createRng(nights.length) });
}

function changePointRule(
  { better }: FigureSense,
  nights: readonly Night[],
  changes: readonly number[],
  { freshNights, leastShift }: Sensitivity,
): Suspicion | undefined {
  const last = changes.at(-1);
  if (last === undefined || last < nights.length - freshNights) return undefined;
  const before = nights.slice(changes.at(-2) ?? 0, last);
  const factor = worseningOf(better, before.map(nightMedian), nights.slice(last).map(nightMedian));
  if (factor === undefined || factor < 1 + leastShift) return undefined;
  return { rule: 'changePoint', factor, since: nights[last]!, before: valuesOf(before) };
}

function jumpRule(
  rule: 'jump' | 'baseline',
  { better }: FigureSense,
  before: readonly number[],
  tonight: Night,
  { leastJump: least, jumpLevel: level }: Sensitivity,
): Suspicion | undefined {
  if (before.length === 0) return undefined;
  const worsening = shownWorsening(better, before, tonight.values, { least, level });
  return worsening && { rule, factor: worsening.value, since: tonight, before };
}

/** The runs of the nights before tonight, as far back as their level holds. */
const levelBefore = (nights: readonly Night[], changes: readonly number[]): number[] =>
  valuesOf(nights.slice(changes.at(-1) ?? 0, -1));

const valuesOf = (nights: readonly Night[]): number[] => nights.flatMap(({ values }) => values);

/** Whether runs that were made again show it, too: by the rule's own measure, without the runs that raised the suspicion. */
export function isConfirmed(
  { sense: { better, unit } }: Pick<JudgedSeries, 'sense'>,
  { rule, before }: Suspicion,
  again: readonly number[],
  asked: Sensitivity,
): boolean {
  const { leastShift, leastJump, jumpLevel } = sensitivityFor({ better, unit }, asked);
  if (rule !== 'changePoint') {
    return shownWorsening(better, before, again, { least: leastJump, level: jumpLevel }) !== undefined;
  }
  const factor = worseningOf(better, before, again);
  return factor !== undefined && factor >= 1 + leastShift;
}
