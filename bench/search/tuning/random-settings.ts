import type { Rng } from '../../../nodes/protocol/types.js';
import { keyOf, type Setting, type Space, settingAt, sizeOf } from './space.js';

/** Draws for each setting that is wanted, before a space is taken to have no more. */
const drawsEach = 50;

/** Distinct settings that the space admits, uniformly at random; fewer than `count` where there are no more. */
export function randomSettings(space: Space, count: number, rng: Rng): Setting[] {
  const found = new Map<string, Setting>();
  const size = sizeOf(space);
  // A small space is drawn from until every setting has come up.
  const most = drawsEach * Math.max(count, Math.min(size, 1_000));
  for (let draw = 0; found.size < count && draw < most; draw += 1) {
    const setting = settingAt(space, rng.below(size));
    if (space.admits(setting)) found.set(keyOf(setting), setting);
  }
  return [...found.values()];
}
