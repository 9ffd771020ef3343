import type { RunEventOf } from '../../journal/journal-event.js';
import type { JournalIndex } from '../index/journal-index.js';
import { mostMatrixNodes } from './link-matrices.js';
import type { CarriedBytes } from './report-series.js';

/** What each directed link carried between its first reading and its last, from node (row) to node (column), bytes with all headers. */
export function carriedBytes({ linkTraffic }: JournalIndex): CarriedBytes | undefined {
  const nodes = [...linkTraffic.keys()].sort((a, b) => a - b);
  if (nodes.length < 2 || nodes.length > mostMatrixNodes) return undefined;
  const rows = nodes.map((from) => {
    const readings = linkTraffic.get(from) ?? [];
    const [first, last] = [readings[0], readings.at(-1)];
    return nodes.map((to) => sentTo(last, to) - (first === last ? 0 : sentTo(first, to)));
  });
  return { nodes, rows };
}

function sentTo(reading: RunEventOf<'linkTraffic'> | undefined, to: number): number {
  const way = reading?.peers.find(({ peer }) => peer === to);
  return way ? way.sent.tcp.bytes + way.sent.udp.bytes : 0;
}
