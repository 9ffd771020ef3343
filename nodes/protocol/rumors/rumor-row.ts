import type { NodeRows } from '../rows/node-rows.js';
import type { NodeId, Update } from '../types.js';
import { updateLength } from '../wire/encoded-length.js';
import type { Rumor } from './rumor.js';

const present = 1;
const pulled = 2;
const neededByPull = 4;

/** Everything but its update. */
export function saveRumor(rumor: Rumor, rows: NodeRows): void {
  rows.put(present | (rumor.pulled ? pulled : 0) | (rumor.neededByPull ? neededByPull : 0));
  rows.put(rumor.copies);
  rows.put(rumor.rounds);
  rows.put(rumor.counter);
  rows.put(rumor.knownIn);
  rows.put(rumor.holders.length);
  for (const holder of rumor.holders) rows.put(holder);
}

/** Undefined where there is none. */
export function loadRumor(rows: NodeRows, update: Update | undefined): Rumor | undefined {
  const flags = rows.get();
  if (flags === 0 || update === undefined) return undefined;
  const bytes = updateLength(update);
  const [copies, rounds, counter, knownIn] = [rows.get(), rows.get(), rows.get(), rows.get()];
  const holders = loadHolders(rows);
  return {
    update,
    bytes,
    holders,
    copies,
    rounds,
    counter,
    pulled: (flags & pulled) !== 0,
    neededByPull: (flags & neededByPull) !== 0,
    knownIn,
  };
}

function loadHolders(rows: NodeRows): NodeId[] {
  const holders: NodeId[] = [];
  for (let left = rows.get(); left > 0; left -= 1) holders.push(rows.get());
  return holders;
}
