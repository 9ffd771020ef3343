import type { NodeRows } from '../rows/node-rows.js';
import type { Update } from '../types.js';
import { updateLength } from '../wire/encoded-length.js';
import type { Holders } from './holders.js';
import type { Rumor } from './rumor.js';

const present = 1;
const pulled = 2;
const neededByPull = 4;

/** Everything but its update. */
export function saveRumor(rumor: Rumor, holders: Holders, rows: NodeRows): void {
  rows.put(present | (rumor.pulled ? pulled : 0) | (rumor.neededByPull ? neededByPull : 0));
  rows.put(rumor.copies);
  rows.put(rumor.rounds);
  rows.put(rumor.counter);
  rows.put(rumor.knownIn);
  holders.saveTo(rows, rumor.holderRow);
}

/** Undefined where there is none. */
export function loadRumor(rows: NodeRows, update: Update | undefined, holders: Holders): Rumor | undefined {
  const flags = rows.get();
  if (flags === 0 || update === undefined) return undefined;
  const bytes = updateLength(update);
  const [copies, rounds, counter, knownIn] = [rows.get(), rows.get(), rows.get(), rows.get()];
  const holderRow = holders.loadFrom(rows);
  return {
    update,
    bytes,
    holderRow,
    copies,
    rounds,
    counter,
    pulled: (flags & pulled) !== 0,
    neededByPull: (flags & neededByPull) !== 0,
    knownIn,
  };
}
