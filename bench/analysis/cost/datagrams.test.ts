import { expect, it } from 'vitest';
import { JournalBuilder } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const journal = () => new JournalBuilder(2).phase(500, 'warmUp').counters(990, 0, {}).counters(990, 1, {});

it('what the links carried in datagrams is of the window alone, per node and second', () => {
  const events = journal()
    .datagrams(990, 1_000, 100_000, 900)
    .phase(1_000, 'spread')
    .write(1_100, 0, 1)
    .phase(3_000, 'drain')
    .datagrams(3_990, 1_600, 160_000, 960)
    .phase(4_000, 'idle')
    .datagrams(5_990, 9_000, 900_000, 9_000)
    .phase(6_000, 'down')
    .end(6_100).events;
  expect(analyze(resolvedSpec(), events).metrics.datagrams).toEqual({
    // 600 datagrams of 60,000 bytes over 2 nodes × 3 s; 60 of them lost.
    datagramsPerSecondPerNode: 100,
    bytesPerSecondPerNode: 10_000,
    lostShare: 0.1,
    cutShare: 0,
    crowdedOutShare: 0,
  });
});

it('links that carry none have no such figure', () => {
  const events = journal().phase(1_000, 'spread').write(1_100, 0, 1).phase(3_000, 'down').end(3_100).events;
  expect(analyze(resolvedSpec(), events).metrics.datagrams).toBeUndefined();
});

it('links that carried none, of nodes that say they send some, were not what was measured', () => {
  const spread = (received: number) =>
    journal()
      .datagrams(990, 0, 0, 0)
      .phase(1_000, 'spread')
      .write(1_100, 0, 1)
      .receive(1_200, 1, '0.1.1')
      .phase(3_000, 'down')
      .datagrams(3_000, received, received * 100, received)
      .end(3_100).events;
  const texts = (received: number) =>
    analyze(resolvedSpec(), spread(received)).disturbances.map(({ text }) => text);
  expect(texts(0)).toContainEqual(expect.stringContaining('their links carried none'));
  expect(texts(5)).not.toContainEqual(expect.stringContaining('their links carried none'));
});
