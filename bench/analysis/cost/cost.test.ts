import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';
import { phasesUnderFaults } from '../propagation/deliveries.js';

const mib = 2 ** 20;

/**
 * Two nodes, two updates of 100 bytes, one received at each. Cost is taken from the readings at 990 to those at 3,990
 * (3 s), idle from there to 5,990 (2 s).
 */
const journal = new JournalBuilder(2)
  .phase(500, 'warmUp')
  .counters(990, 0, { bytesSent: 100, messagesSent: 1 })
  .counters(990, 1, {})
  .resources(990, 0, 100, 10 * mib)
  .resources(990, 1, 0, 20 * mib)
  .phase(1_000, 'spread')
  .write(1_100, 0, 1)
  .write(1_200, 1, 1)
  .receive(1_150, 1, updateName(0, 1))
  .receive(1_250, 0, updateName(1, 1))
  .phase(3_000, 'drain')
  .counters(3_990, 0, { bytesSent: 2_100, messagesSent: 21, copiesSent: 4, copiesReceived: 1 })
  .counters(3_990, 1, { bytesSent: 1_000, messagesSent: 10, copiesSent: 2, copiesReceived: 5 })
  .resources(3_990, 0, 400, 12 * mib)
  .resources(3_990, 1, 150, 18 * mib)
  .phase(4_000, 'idle')
  .counters(5_990, 0, { bytesSent: 2_300, messagesSent: 31, copiesSent: 4, copiesReceived: 1 })
  .counters(5_990, 1, { bytesSent: 1_100, messagesSent: 15, copiesSent: 2, copiesReceived: 5 })
  .phase(6_000, 'down')
  .end(6_100);

describe('cost of two updates between two nodes', () => {
  const { metrics, series } = analyze(resolvedSpec(), journal.events);

  it.each([
    // 4 + 2 copies over 2 updates × 2 nodes.
    ['trafficPerUpdatePerNode', 1.5],
    // 1 + 5 copies received for 2 deliveries: 6 / 2 − 1.
    ['relativeMessageRedundancy', 2],
    // 2,000 + 1,000 bytes sent, less 75 bytes/s × 6 node-seconds, over 4.
    ['wireBytesPerUpdatePerNode', 637.5],
    // 3,000 bytes for 200 bytes of payload × (2 − 1).
    ['byteOverhead', 15],
  ] as const)('%s is %d', (name, value) => expect(metrics[name]).toBe(value));

  it('what was sent in all is per node and second', () => {
    // 3,000 bytes and 20 + 10 messages over 2 × 3 s.
    expect(metrics.sent).toEqual({ bytesPerSecondPerNode: 500, messagesPerSecondPerNode: 5 });
  });

  it('idle cost is per node and second', () => {
    // (200 + 100) bytes and (10 + 5) messages over 2 × 2 s.
    expect(metrics.idle).toEqual({ bytesPerSecondPerNode: 75, messagesPerSecondPerNode: 3.75 });
  });

  it('resources are the median and the largest over nodes', () => {
    // 300 ms and 150 ms over 3 s; 12 and 20 MiB at most.
    expect(metrics.resources).toEqual({
      cpuMsPerSecond: { p50: 75, max: 100 },
      memoryMiB: { p50: 16, max: 20 },
    });
  });

  it('lists each node', () => {
    expect(series.perNode).toEqual([
      { node: 0, bytesSent: 2_000, messagesSent: 20, copiesSent: 4, cpuMsPerSecond: 100, memoryMiB: 12 },
      { node: 1, bytesSent: 1_000, messagesSent: 10, copiesSent: 2, cpuMsPerSecond: 50, memoryMiB: 20 },
    ]);
  });

  it('spreads what was sent over the seconds of the timeline', () => {
    const { seconds, phases, membersAlive } = series.timeline!;
    expect(seconds).toHaveLength(7);
    // 3,000 bytes between 990 and 3,990: second 2 has a third of them.
    expect(seconds[2]?.gossipBytesPerSecond).toBeCloseTo(1_000, 9);
    expect(seconds.reduce((sum, second) => sum + second.messagesPerSecond, 0)).toBeCloseTo(30 + 15, 9);
    expect(phases[1]).toEqual({ phase: 'spread', startMs: 1_000, endMs: 3_000 });
    expect(membersAlive).toEqual([{ atMs: 0, alive: 2 }]);
  });
});

describe('cost that cannot be measured', () => {
  it('without an idle window leaves the figures out that need one', () => {
    const events = journal.events.filter((event) => !(event.type === 'phase' && event.phase === 'idle'));
    const { metrics } = analyze(resolvedSpec(), events);
    expect(metrics.idle).toBeUndefined();
    expect(metrics.wireBytesPerUpdatePerNode).toBeUndefined();
    expect(metrics.trafficPerUpdatePerNode).toBe(1.5);
  });

  it('without updates has no cost per update', () => {
    const { metrics } = analyze(
      resolvedSpec(),
      journal.events.filter(({ type }) => type !== 'event'),
    );
    expect(Object.keys(metrics)).toEqual(['sent', 'idle', 'resources']);
  });

  it('without the counters of one node says so', () => {
    const events = journal.events.filter((event) => !(event.type === 'counters' && event.node === 1));
    expect(analyze(resolvedSpec(), events).warnings).toEqual([
      'The counters of n1 were not read; the traffic figures omit these nodes.',
    ]);
  });

  it('says how many copies the nodes rejected, over all their incarnations', () => {
    const rejecting = new JournalBuilder(2)
      .phase(1_000, 'spread')
      .counters(1_001, 0, { updatesRejected: 2 })
      .counters(1_500, 0, { updatesRejected: 5 })
      .counters(2_000, 0, { updatesRejected: 1 })
      .counters(2_000, 1, {})
      .end(3_000);
    expect(analyze(resolvedSpec(), rejecting.events).warnings).toContainEqual(
      expect.stringMatching(/^6 copies of updates were rejected by the nodes/),
    );
  });

  it('does not count superseded updates as deliveries that took a copy', () => {
    const events = new JournalBuilder(2)
      .phase(1_000, 'spread')
      .counters(1_001, 0, {})
      .counters(1_001, 1, {})
      .write(1_100, 0, 1)
      .write(1_110, 0, 2)
      .receive(1_150, 1, updateName(0, 2))
      .supersede(1_150, 1, 0, 1, 1)
      .phase(2_500, 'drain')
      .counters(2_600, 0, { copiesSent: 1 })
      .counters(2_600, 1, { copiesReceived: 1 })
      .phase(2_700, 'down')
      .end(2_800).events;
    expect(analyze(resolvedSpec(), events).metrics).toMatchObject({ relativeMessageRedundancy: 0, reach: 1 });
  });
});

describe('what is measured while faults are on', () => {
  const underFaults = analyze(
    resolvedSpec(),
    new JournalBuilder(2)
      .counters(990, 0, {})
      .counters(990, 1, {})
      .phase(1_000, 'steady')
      .write(1_100, 0, 1)
      .receive(1_150, 1, updateName(0, 1))
      .counters(1_990, 0, { bytesSent: 500, messagesSent: 5 })
      .counters(1_990, 1, { bytesSent: 500, messagesSent: 5 })
      .phase(2_000, 'fault')
      .write(2_100, 0, 2)
      .receive(2_500, 1, updateName(0, 2))
      .counters(3_990, 0, { bytesSent: 4_500, messagesSent: 25 })
      .counters(3_990, 1, { bytesSent: 2_500, messagesSent: 25 })
      .phase(4_000, 'recovery')
      .phase(5_000, 'drain')
      .phase(6_000, 'down')
      .end(6_100).events,
    phasesUnderFaults,
  ).metrics;

  it('is of the updates of that phase alone', () => {
    expect(underFaults.fullDisseminationMs).toMatchObject({ count: 1, max: 400 });
  });

  it('and so is the cost', () => {
    // 4,000 + 2,000 bytes, 20 + 20 messages over 2 × 2 s.
    expect(underFaults.sent).toEqual({ bytesPerSecondPerNode: 1_500, messagesPerSecondPerNode: 10 });
  });
});
