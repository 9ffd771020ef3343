import type { MetricPath } from '../result/metric-paths.js';

/** From the smallest to the largest value that a figure can have, both included, in its own unit. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/** Figures that are differences, so that they have no smallest value. */
const signed = /^(relativeMessageRedundancy|prediction\.(curveError|fullDisseminationP50Error))$/;

function rangeOf({ name, kind }: MetricPath): Range {
  if (kind === 'share') return { least: 0, most: 1 };
  return {
    least: signed.test(name) ? Number.NEGATIVE_INFINITY : 0,
    // A time that never came counts as larger than any number.
    most: Number.POSITIVE_INFINITY,
  };
}

/**
 * Why a condition `figure operator bound` says nothing of a run, with what is possible instead; undefined where some runs can meet it
 * and some not.
 */
export function whyPointless(path: MetricPath, operator: string, bound: number): string | undefined {
  if (!Number.isFinite(bound) || Math.abs(bound) > Number.MAX_SAFE_INTEGER) {
    return `expected a number of at most ${Number.MAX_SAFE_INTEGER}, got ${bound}`;
  }
  const range = rangeOf(path);
  const { least, most } = range;
  const possible = `${path.name} ${spanText(range)}`;
  if (bound < least || bound > most) return `the bound ${bound} is outside of what is possible: ${possible}`;
  const isFloor = bound === least;
  const isCeiling = bound === most;
  const nobody = (isFloor && operator === '<') || (isCeiling && operator === '>');
  if (nobody) return `no run can meet it: ${possible}`;
  const everybody = (isFloor && operator === '>=') || (isCeiling && operator === '<=');
  return everybody ? `every run meets it: ${possible}` : undefined;
}

function spanText({ least, most }: Range): string {
  if (most === 1) return 'is a fraction from 0 to 1 (0% to 100%)';
  return least === 0 ? 'is never below 0' : 'can have any value';
}
