import type { Verdict } from '../../result/result.js';
import type { LoadPoint } from './load-point.js';
import { firstNotCarried, type Overload, passedConfirmations } from './load-result.js';
import type { SearchOutcome } from './search.js';

interface Searched {
  readonly outcome: SearchOutcome;
  readonly points: readonly LoadPoint[];
  readonly overload: Overload | undefined;
  /** Of the generator, p99, ms. */
  readonly latenessLimitMs: number;
}

/**
 * fail: an accepted update was lost, or a node ended, under overload. unknown: the search does not support its figure, since it was
 * not confirmed, or the generator was the limit.
 */
export function judgeLoad(searched: Searched): Verdict {
  const broken = brokenUnderOverload(searched.overload);
  const unclear = [...unclearOutcome(searched.outcome), ...lateGenerator(searched)];
  const checked = [...confirmed(searched), ...heldUnderOverload(searched.overload)];
  const status = broken.length > 0 ? 'fail' : unclear.length > 0 ? 'unknown' : 'pass';
  return { status, reasons: [...broken, ...unclear, ...checked] };
}

function unclearOutcome({ saturationPerSecond, isConfirmed, isOpen }: SearchOutcome): string[] {
  if (saturationPerSecond === undefined) return ['The cluster did not carry even the smallest load.'];
  return [
    ...(isConfirmed
      ? []
      : [`The load of ${saturationPerSecond}/s was not confirmed: its confirmation runs differ.`]),
    ...(isOpen
      ? [`The search reached its upper limit of ${saturationPerSecond}/s: the cluster may carry more.`]
      : []),
  ];
}

/** At the knee it makes the figure one of another load; beyond it, it may be what was not carried. */
function lateGenerator({ outcome, points, latenessLimitMs }: Searched): string[] {
  const { saturationPerSecond: knee } = outcome;
  const late = (point: LoadPoint): boolean => point.generatorLatenessMs > latenessLimitMs;
  const atKnee = knee === undefined ? [] : passedConfirmations(points, knee).filter(late);
  const beyond = firstNotCarried(points, knee).filter(late);
  const text = (where: string, { askedPerSecond, generatorLatenessMs }: LoadPoint, so: string): string =>
    `The load generator itself was late by ${generatorLatenessMs.toFixed(0)} ms (p99, limit ${latenessLimitMs} ms) ${where} of ${askedPerSecond}/s: ${so}.`;
  return [
    ...(atKnee[0]
      ? [text('at the saturation point', atKnee[0], 'the offered load was not the requested one')]
      : []),
    ...(beyond[0] ? [text('at the next load', beyond[0], 'the cluster may carry more than was found')] : []),
  ];
}

function confirmed({ outcome: { saturationPerSecond, isConfirmed }, points }: Searched): string[] {
  if (saturationPerSecond === undefined || !isConfirmed) return [];
  const { length } = passedConfirmations(points, saturationPerSecond);
  const runs = length === 1 ? '1 confirmation run' : `All ${length} confirmation runs`;
  return [`${runs} carried ${saturationPerSecond} updates/s.`];
}

function brokenUnderOverload(overload: Overload | undefined): string[] {
  if (!overload) return [];
  const { askedPerSecond, lostUpdates } = overload;
  if (lostUpdates === undefined)
    return [`The overload of ${askedPerSecond}/s ended the run: ${overload.why}`];
  return lostUpdates > 0
    ? [`${lostUpdates} accepted updates were lost under an overload of ${askedPerSecond}/s.`]
    : [];
}

function heldUnderOverload(overload: Overload | undefined): string[] {
  if (overload?.lostUpdates !== 0) return [];
  const { askedPerSecond, acceptedPerSecond, pushedBackPerSecond } = overload;
  return [
    `Of an overload of ${askedPerSecond}/s (${overload.factor} times the saturation point), ${acceptedPerSecond.toFixed(0)}/s were accepted and all delivered by the end of the drain, ${pushedBackPerSecond.toFixed(0)}/s pushed back.`,
  ];
}
