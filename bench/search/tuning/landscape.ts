import { keyOf, type Setting, type Space } from './space.js';
import { type Standing, settledOf } from './standing.js';

/** One setting of a plane through the space. */
export interface Cell {
  /** Positions of the levels along both axes. */
  readonly x: number;
  readonly y: number;
  /** By the first cost, and of the worst promise (above 0: missed); absent where it was not simulated, or has no number. */
  readonly price?: number;
  readonly excess?: number;
  /** excluded: cannot be run, or is ruled out. */
  readonly state: 'simulated' | 'notSimulated' | 'excluded';
}

export interface Landscape {
  /** Positions of the parameters along both axes. */
  readonly x: number;
  readonly y: number;
  readonly cells: readonly Cell[];
}

/** The plane of two parameters, through a setting that says the others. Undefined where fewer than two settings have a price. */
export function landscapeOf(
  space: Space,
  standings: readonly Standing[],
  through: Setting,
  { x, y }: { readonly x: number; readonly y: number },
): Landscape | undefined {
  if (standings.filter(({ prices }) => prices !== undefined).length < 2) return undefined;
  const known = new Map(standings.map((one) => [keyOf(one.setting), one]));
  const cells = space.parameters[x]!.levels.flatMap((_, column) =>
    space.parameters[y]!.levels.map((_, row): Cell => {
      const setting = through.with(x, column).with(y, row);
      const standing = known.get(keyOf(setting));
      const at = { x: column, y: row };
      if (!standing) return { ...at, state: space.admits(setting) ? 'notSimulated' : 'excluded' };
      const price = standing.prices?.[0]?.value;
      return {
        ...at,
        ...(price !== undefined && { price }),
        excess: settledOf(standing),
        state: 'simulated',
      };
    }),
  );
  return { x, y, cells };
}
