import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import type { Amount, DirectionCounters } from './relay/relay-protocol.js';
import { askRelay } from './relay-client.js';

/** What all directions of all links have carried together since they were opened, as the relay counted it. */
export async function totalDatagrams(door: RelayDoor): Promise<DirectionCounters> {
  const { directions } = await askRelay(door, { ask: 'read' });
  const sum = (of: (counters: DirectionCounters) => number): number =>
    directions.reduce((total, { counters }) => total + of(counters), 0);
  const amount = (of: (counters: DirectionCounters) => Amount): Amount => ({
    datagrams: sum((counters) => of(counters).datagrams),
    bytes: sum((counters) => of(counters).bytes),
  });
  const isSaid = directions.every(({ counters }) => counters.missed !== undefined);
  return {
    received: amount(({ received }) => received),
    forwarded: amount(({ forwarded }) => forwarded),
    dropped: {
      lost: amount(({ dropped }) => dropped.lost),
      cut: amount(({ dropped }) => dropped.cut),
      overflow: amount(({ dropped }) => dropped.overflow),
      unsent: amount(({ dropped }) => dropped.unsent),
    },
    duplicated: sum(({ duplicated }) => duplicated),
    corrupted: sum(({ corrupted }) => corrupted),
    foreign: sum(({ foreign }) => foreign),
    ...(isSaid ? { missed: sum(({ missed = 0 }) => missed) } : {}),
  };
}
