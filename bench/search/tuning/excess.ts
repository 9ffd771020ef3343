import type { Metrics } from '../../result/result.js';
import { checkThreshold, type Threshold } from '../../spec/thresholds.js';

/** Beyond this a promise is kept, or broken, however one counts: 400 times the limit, or a figure that is no number. */
const farthest = 6;
/** The least that tells kept from broken. */
const least = 1e-6;

/** A promise, and how much of it is held in reserve. */
export interface Slo {
  readonly threshold: Threshold;
  /** Share of the limit that is to spare, 0 to 1. */
  readonly reserve: number;
}

/** What a run makes of a promise. */
export interface Kept {
  /** As the run measured it: a number, or a text that is larger than any. */
  readonly measured: number | string;
  /** How far the promise was missed, as a logarithm of the ratio to its limit; negative: kept, by so much. From −6 to 6; what is a matter of yes or no is kept by 6. */
  readonly excess: number;
}

/** Undefined where the run did not measure the figure. */
export function keptBy(slo: Slo, metrics: Metrics): Kept | undefined {
  const limited = { ...slo.threshold, value: reservedLimit(slo) };
  const { outcome, measured } = checkThreshold(limited, metrics);
  if (measured === undefined) return undefined;
  if (outcome === 'pass' && isExact(slo.threshold)) return { measured, excess: -farthest };
  const distance = Math.min(farthest, Math.abs(distanceOf(limited, measured)));
  return { measured, excess: outcome === 'pass' ? -Math.max(least, distance) : Math.max(least, distance) };
}

/**
 * A promise that is a matter of yes or no, so that it must be kept in every run: an equality, a share, a limit of 0. Others are
 * judged by mean and spread.
 */
export const isExact = ({ operator, path, value }: Threshold): boolean =>
  operator === '==' || operator === '!=' || path.kind === 'share' || value === 0;

/** The limit that a setting is searched for: nearer than the promised one by the reserve. */
export function reservedLimit({ threshold, reserve }: Slo): number {
  if (isExact(threshold)) return threshold.value;
  return threshold.operator.startsWith('<')
    ? threshold.value * (1 - reserve)
    : threshold.value * (1 + reserve);
}

function distanceOf({ value }: Threshold, measured: number | string): number {
  if (typeof measured === 'string') return farthest;
  if (measured > 0 && value > 0) return Math.log(measured / value);
  return (measured - value) / Math.max(Math.abs(value), Math.abs(measured), 1);
}
