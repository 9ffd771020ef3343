import { GaussianProcess } from './gaussian-process.js';
import { pricesOf } from './halving.js';
import { excessSeen, farOff, worstSettled } from './proposals.js';
import { coordinatesOf, keyOf, type Setting, type Space } from './space.js';
import type { Standing } from './standing.js';

/** One setting of a plane through the space: what is known of it, or expected. */
export interface Cell {
  /** Positions of the levels along both axes. */
  readonly x: number;
  readonly y: number;
  /** By the first cost. */
  readonly price: number;
  /** Of the worst promise; above 0: missed. */
  readonly excess: number;
  /** simulated: by runs of its own. expected: by those around it. excluded: cannot be run, or is ruled out. */
  readonly by: 'simulated' | 'expected' | 'excluded';
}

export interface Landscape {
  /** Positions of the parameters along both axes. */
  readonly x: number;
  readonly y: number;
  readonly cells: readonly Cell[];
}

/**
 * The plane of two parameters, through a setting that says the others. What was not simulated is expected by the search's own model.
 * Undefined where too little was simulated for one.
 */
export function landscapeOf(
  space: Space,
  standings: readonly Standing[],
  through: Setting,
  { x, y }: { readonly x: number; readonly y: number },
): Landscape | undefined {
  const priced = standings.filter(({ prices }) => prices !== undefined);
  if (priced.length < 2) return undefined;
  const cap = Math.max(farOff, Math.min(...standings.map(worstSettled)) + 1);
  const models = {
    excess: new GaussianProcess(standings.map((one) => excessSeen(space, one, cap))),
    price: new GaussianProcess(
      priced.map((one) => ({
        point: coordinatesOf(space, one.setting),
        value: Math.log(pricesOf(one)[0]!),
        variance: 1e-4,
      })),
    ),
  };
  const known = new Map(standings.map((one) => [keyOf(one.setting), one]));
  const cells = space.parameters[x]!.levels.flatMap((_, column) =>
    space.parameters[y]!.levels.map((_, row): Cell => {
      const setting = through.with(x, column).with(y, row);
      const standing = known.get(keyOf(setting));
      const point = coordinatesOf(space, setting);
      return {
        x: column,
        y: row,
        price: standing?.prices?.[0]?.value ?? Math.exp(models.price.at(point).mean),
        excess: standing ? worstSettled(standing) : models.excess.at(point).mean,
        by: standing ? 'simulated' : space.admits(setting) ? 'expected' : 'excluded',
      };
    }),
  );
  return { x, y, cells };
}
