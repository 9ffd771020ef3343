import { expect, it } from 'vitest';
import { JournalBuilder } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

/** Two nodes, read at the end of the warm-up, of the drain, and of the idle phase; both say that they sent `reported` bytes in between. */
const journal = (reported: number, readings = true) => {
  const builder = new JournalBuilder(2)
    .phase(500, 'warmUp')
    .counters(900, 0, { bytesSent: 0 })
    .counters(900, 1, { bytesSent: 0 });
  const read = (tMs: number, packets: number, bytes: number) => {
    if (!readings) return;
    builder.linkTraffic(tMs, 0, [{ peer: 1, tcp: [2 * packets, 2 * bytes], udp: [packets, bytes] }]);
    builder.linkTraffic(tMs, 1, [{ peer: 0, udp: [packets, bytes] }]);
  };
  read(900, 10, 1_000);
  builder.phase(1_000, 'spread').write(1_100, 0, 1).receive(1_200, 1, '0.1.1').phase(2_000, 'drain');
  read(2_900, 110, 11_000);
  builder.phase(3_000, 'idle');
  read(4_900, 130, 13_000);
  builder.counters(4_900, 0, { bytesSent: reported }).counters(4_900, 1, { bytesSent: reported });
  return builder.phase(5_000, 'down').end(5_100).events;
};

it('what links carried is of the window alone, per node and second, with what idle links carry taken off each update', () => {
  const { wire } = analyze(resolvedSpec(), journal(0)).metrics;
  // Over 2 nodes × 2 s: 30,000 bytes in 300 packets and 10,000 in 100.
  expect(wire).toEqual({
    bytesPerSecondPerNode: 10_000,
    payloadBytesPerSecondPerNode: (40_000 - 200 * 52 - 200 * 28) / 4,
    packetsPerSecondPerNode: 100,
    datagramShare: 0.5,
    idleBytesPerSecondPerNode: 2_000,
    // One update at two nodes; idle links would have carried 8,000 bytes.
    bytesPerUpdatePerNode: 16_000,
  });
});

it('links that nobody counts have no such figure, and no matrix', () => {
  const { metrics, series } = analyze(resolvedSpec(), journal(0, false));
  expect(metrics.wire).toBeUndefined();
  expect(series.carriedBytes).toBeUndefined();
});

it('the matrix has what each link carried from the first reading to the last', () => {
  expect(analyze(resolvedSpec(), journal(0)).series.carriedBytes).toEqual({
    nodes: [0, 1],
    rows: [
      [0, 36_000],
      [12_000, 0],
    ],
  });
});

/** 120 packets by UDP of n1; of n0 twice as many by TCP beside that. */
const payloadBytes = 12_000 - 120 * 28 + (36_000 - 240 * 52 - 120 * 28);
const findings = (reported: number) =>
  analyze(resolvedSpec(), journal(reported / 2)).warnings.filter((text) => text.startsWith('Nodes report'));

it('nodes that report what their links carried, within 5 %, are believed', () => {
  expect(findings(payloadBytes)).toEqual([]);
  expect(findings(1.04 * payloadBytes)).toEqual([]);
});

it.each([
  [0.8, '20 % less than was carried'],
  [1.3, '30 % more than was carried'],
])('nodes that report %d times as much are told of', (times, text) => {
  expect(findings(times * payloadBytes)).toEqual([expect.stringContaining(text)]);
});
