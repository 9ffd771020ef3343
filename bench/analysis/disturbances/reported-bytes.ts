import type { RunEventOf } from '../../journal/journal-event.js';
import type { JournalIndex } from '../index/journal-index.js';

/** Of what the links carried: counting less, or more, than this apart is worth a word. */
const tolerance = 0.05;

/** What nodes say that they sent, and what their links carried of it without headers, over the same time. */
export interface ReportedBytes {
  readonly reported: number;
  readonly carried: number;
}

/**
 * Between the first and the last reading of the links, summed over the nodes whose counters say as much. A node that was started again began to count anew, and is
 * left out. Undefined where no node is left.
 */
export function reportedBytes({ linkTraffic, counters }: JournalIndex): ReportedBytes | undefined {
  let [reported, carried, nodes] = [0, 0, 0];
  for (const [node, readings] of linkTraffic) {
    const [first, last] = [readings[0], readings.at(-1)];
    const own = counters.get(node) ?? [];
    if (!first || !last || first === last || hasFallen(own)) continue;
    const [from, to] = [bytesAt(own, first.tMs), bytesAt(own, last.tMs)];
    if (from === undefined || to === undefined) continue;
    reported += to - from;
    carried += payloadOf(last) - payloadOf(first);
    nodes += 1;
  }
  return nodes > 0 ? { reported, carried } : undefined;
}

/** A sentence where the two differ by more than is to be expected. */
export function misreported(index: JournalIndex): string[] {
  const found = reportedBytes(index);
  if (!found || found.carried <= 0) return [];
  const { reported, carried } = found;
  const difference = reported / carried - 1;
  if (Math.abs(difference) <= tolerance) return [];
  const percent = Math.round(Math.abs(difference) * 100);
  return [
    `Nodes report ${megabytes(reported)} sent, links carried ${megabytes(carried)} without the headers of IP, TCP and UDP: ${percent} % ${difference < 0 ? 'less' : 'more'} than was carried.`,
  ];
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toPrecision(3)} MB`;

const payloadOf = ({ peers }: RunEventOf<'linkTraffic'>): number =>
  peers.reduce((sum, { sent }) => sum + sent.tcp.payloadBytes + sent.udp.payloadBytes, 0);

type Counters = readonly RunEventOf<'counters'>[];

const hasFallen = (readings: Counters): boolean =>
  readings.some(
    ({ counters: { bytesSent = 0 } }, at) => bytesSent < (readings[at - 1]?.counters.bytesSent ?? 0),
  );

/** What the node had sent at a moment, between the readings around it as if it had sent evenly; undefined outside of them. */
function bytesAt(readings: Counters, tMs: number): number | undefined {
  const before = readings.findLast((reading) => reading.tMs <= tMs);
  const after = readings.find((reading) => reading.tMs >= tMs);
  const [low, high] = [before?.counters.bytesSent, after?.counters.bytesSent];
  if (!before || !after || low === undefined || high === undefined) return undefined;
  const spanMs = after.tMs - before.tMs;
  return spanMs === 0 ? low : low + ((high - low) * (tMs - before.tMs)) / spanMs;
}
