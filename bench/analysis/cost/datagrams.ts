import type { Metrics } from '../../result/result.js';
import { increase, readingsOver, secondsOver } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Window } from '../timeline/phases.js';

/** What nodes sent over the UDP side of their links, as the links counted it; undefined where these carry no datagrams. */
export function datagramTraffic(
  { datagrams }: JournalIndex,
  window: Window | undefined,
  nodes: number,
): Metrics['datagrams'] {
  const readings = window ? readingsOver(datagrams, window) : [];
  const seconds = nodes * secondsOver(readings);
  if (seconds <= 0) return undefined;
  const grown = (of: (reading: (typeof datagrams)[number]) => number): number => increase(readings, of) ?? 0;
  const received = grown((one) => one.received.datagrams);
  const share = (count: number): number => (received > 0 ? count / received : 0);
  return {
    datagramsPerSecondPerNode: received / seconds,
    bytesPerSecondPerNode: grown((one) => one.received.bytes) / seconds,
    lostShare: share(grown((one) => one.dropped.lost.datagrams)),
    cutShare: share(grown((one) => one.dropped.cut.datagrams)),
    crowdedOutShare: share(
      grown((one) => one.dropped.overflow.datagrams + one.dropped.unsent.datagrams + (one.missed ?? 0)),
    ),
  };
}
