import {
  type ComparisonVerdict,
  compareFigure,
  differenceWord,
  type Effect,
  type FigureComparison,
  type FigureSense,
  type FigureValue,
  fewestRuns,
  noEffect,
} from './compare-figure.js';
import { adjustForMany } from './statistics/false-discovery.js';

/** A figure and what the runs of both sides measured of it. */
export interface FigurePair extends FigureSense {
  readonly path: string;
  readonly base: readonly FigureValue[];
  readonly subject: readonly FigureValue[];
  /** The runs had different deadlines, so that what one reports as beyond its own may be less than what another measured. */
  readonly deadlinesDiffer?: boolean;
}

export interface ComparedFigure extends FigureComparison {
  readonly path: string;
  /** Of the rank test, adjusted for the number of figures (Benjamini and Hochberg 1995); absent where `rank` is. */
  readonly adjustedP?: number;
  readonly verdict: ComparisonVerdict;
}

/** The share of the differences shown that may be false. */
export const falseDiscoveryRate = 0.05;

/**
 * Compares figure by figure. A difference is shown only where three things hold: 5 runs a side, an interval that excludes none, and a rank test
 * that survives the number of figures. Figures that are the same in all runs are no test, and do not count as one.
 */
export function compareFigures(pairs: readonly FigurePair[]): ComparedFigure[] {
  const compared = pairs.map((pair) => ({
    pair,
    ...(isComparable(pair) ? compareFigure(pair.base, pair.subject) : {}),
  }));
  const tested = compared.filter(({ pair, rank }) => rank !== undefined && varies(pair));
  const adjusted = adjustForMany(tested.map(({ rank }) => rank?.p ?? 1));
  const adjustedOf = new Map(tested.map(({ pair }, index) => [pair, adjusted[index]!]));
  return compared.map(({ pair, ...comparison }) => {
    const adjustedP = comparison.rank && (adjustedOf.get(pair) ?? 1);
    return {
      path: pair.path,
      ...comparison,
      ...(adjustedP === undefined ? {} : { adjustedP }),
      verdict: verdictOf(pair, comparison, adjustedP),
    };
  });
}

/** Both sides measured it, and a text stands for more than any number of either. */
function isComparable({ base, subject, deadlinesDiffer = false }: FigurePair): boolean {
  if (base.length === 0 || subject.length === 0) return false;
  return !(deadlinesDiffer && [...base, ...subject].some((value) => typeof value === 'string'));
}

const varies = ({ base, subject }: FigurePair): boolean => new Set([...base, ...subject]).size > 1;

function verdictOf(
  pair: FigurePair,
  { effect, rank }: FigureComparison,
  adjustedP: number | undefined,
): ComparisonVerdict {
  const { base, subject } = pair;
  if (!isComparable(pair)) return 'not comparable';
  if (Math.min(base.length, subject.length) < fewestRuns || !rank) return 'too few runs';
  if ((adjustedP ?? 1) > falseDiscoveryRate || !excludesNone(effect)) return 'no difference shown';
  const up = rank.u < (base.length * subject.length) / 2;
  return differenceWord(pair, up);
}

/** Beyond the deadline there is no interval, and the rank test stands alone. */
const excludesNone = (effect: Effect | undefined): boolean =>
  effect === undefined || effect.low > noEffect(effect) || effect.high < noEffect(effect);
