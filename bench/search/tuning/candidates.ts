import type { Rng } from '../../../nodes/protocol/types.js';
import { keyOf, neighboursOf, type Setting, type Space, settingAt, sizeOf } from './space.js';

/** Looking at more takes longer than a simulation. */
const most = 500;

/**
 * Settings among which the next one is chosen: all that were not tried, or, of a large space, some at random and those around the
 * better ones.
 */
export function candidates(
  space: Space,
  around: readonly Setting[],
  isTried: (setting: Setting) => boolean,
  rng: Rng,
): Setting[] {
  const size = sizeOf(space);
  const positions =
    size <= most
      ? Array.from({ length: size }, (_, position) => position)
      : Array.from({ length: most / 2 }, () => rng.below(size));
  const near = size <= most ? [] : around.flatMap((setting) => withinTwo(space, setting)).slice(0, most / 2);
  const all = [...near, ...positions.map((position) => settingAt(space, position))];
  const distinct = new Map(all.map((setting) => [keyOf(setting), setting]));
  return [...distinct.values()].filter((setting) => !isTried(setting) && space.admits(setting));
}

/** Neighbours and theirs: a step along a border takes two parameters. */
function withinTwo(space: Space, setting: Setting): Setting[] {
  const near = neighboursOf(space, setting);
  return [...near, ...near.flatMap((neighbour) => neighboursOf(space, neighbour))];
}
