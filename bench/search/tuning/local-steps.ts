import { contenders } from './halving.js';
import { keyOf, neighboursOf, type Setting, type Space } from './space.js';
import { excessOf, type Standing } from './standing.js';

/** Settings around which new ones are looked for, for each cost: a front of several is wider than one best. */
const looksAround = 2;

/**
 * Up to `count` untried settings one step from the best so far, else two steps: along the border of a promise one parameter goes up and
 * another down. The best are the cheapest contenders; where there are none, those that miss the promises by least.
 */
export function localSteps(
  space: Space,
  standings: readonly Standing[],
  isTried: (setting: Setting) => boolean,
  count: number,
): Setting[] {
  const around = best(standings).map(({ setting }) => setting);
  const near = around.flatMap((setting) => neighboursOf(space, setting));
  const untried = (settings: readonly Setting[]): Setting[] =>
    distinct(settings).filter((setting) => !isTried(setting));
  const steps = untried(near);
  if (steps.length >= count) return steps.slice(0, count);
  const further = near.flatMap((setting) => neighboursOf(space, setting));
  return untried([...near, ...further]).slice(0, count);
}

function best(standings: readonly Standing[]): readonly Standing[] {
  const alive = contenders(standings);
  const ranked = alive.length > 0 ? alive : standings.toSorted((a, b) => excessOf(a) - excessOf(b));
  return ranked.slice(0, looksAround * (ranked[0]?.prices?.length ?? 1));
}

const distinct = (settings: readonly Setting[]): Setting[] => [
  ...new Map(settings.map((setting) => [keyOf(setting), setting])).values(),
];
