import { dominators } from './pareto.js';
import { rungs, topRung } from './rungs.js';
import { type Standing, verdictOf } from './standing.js';

const nextRung = (repetitions: number): number => rungs.find((rung) => rung > repetitions) ?? topRung;

/** Settings that may still be the best: priced in every scenario, and not known to break a promise, nor in doubt to the end. The better ones first. */
export function contenders(standings: readonly Standing[]): Standing[] {
  const alive = standings.filter((one) => one.prices !== undefined && mayBeKept(one));
  const ranks = dominators(alive.map(pricesOf));
  return alive
    .map((standing, i) => ({ standing, rank: ranks[i]! }))
    .sort((a, b) => a.rank - b.rank || pricesOf(a.standing)[0]! - pricesOf(b.standing)[0]!)
    .map(({ standing }) => standing);
}

function mayBeKept(standing: Standing): boolean {
  const verdict = verdictOf(standing);
  return verdict === 'kept' || (verdict === 'open' && standing.repetitions < topRung);
}

export const pricesOf = ({ prices }: Standing): number[] => prices!.map(({ value }) => value);

/**
 * Whom to repeat more often, and how often: of all that reached a rung, the better half (successive halving, Jamieson and Talwalkar
 * 2016; as settings come in one after the other, in the form of Li et al. 2020, algorithm 2). What broke a promise counts among those that
 * reached the rung, and is never promoted.
 */
export function promotions(
  standings: readonly Standing[],
): { readonly standing: Standing; readonly repetitions: number }[] {
  const better = contenders(standings);
  return rungs.slice(0, -1).flatMap((rung) => {
    const reached = standings.filter(({ repetitions }) => repetitions >= rung || rung === rungs[0]).length;
    const above = standings.filter(({ repetitions }) => repetitions > rung).length;
    const waiting = better.filter(({ repetitions }) => repetitions === rung);
    return waiting
      .slice(0, Math.max(0, Math.ceil(reached / 2) - above))
      .map((standing) => ({ standing, repetitions: nextRung(rung) }));
  });
}

/**
 * Whom to repeat to the end: contenders that may be cheaper than what is known to the end to keep the promises; the better ones
 * first. None: the race is decided.
 */
export function undecided(
  standings: readonly Standing[],
): { readonly standing: Standing; readonly repetitions: number }[] {
  const decided = standings.filter((one) => one.repetitions >= topRung && verdictOf(one) === 'kept');
  return contenders(standings)
    .filter((one) => one.repetitions < topRung)
    .filter((one) => !decided.some((best) => isSurelyNoDearer(best, one)))
    .map((standing) => ({ standing, repetitions: nextRung(standing.repetitions) }));
}

const isSurelyNoDearer = (best: Standing, other: Standing): boolean =>
  best.prices!.every(({ value }, cost) => value <= other.prices![cost]!.low);
