import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const [u, v, w] = [1, 2, 3].map((seq) => updateName(0, seq)) as [string, string, string];

/** Four writes due in a steady second, answered after 2, 4, 8 ms and not at all; two of the three arrive at n1. */
const steady = () =>
  new JournalBuilder(2)
    .phase(1_000, 'steady')
    .clientWrite(1_000, 1_002, 0, u)
    .clientWrite(1_250, 1_254, 0, v)
    .clientWrite(1_500, 1_508, 0, w)
    .clientWrite(1_750, 2_050, 0, undefined)
    .write(1_001, 0, 1)
    .write(1_252, 0, 2)
    .write(1_504, 0, 3)
    .receive(1_100, 1, u)
    .receive(1_400, 1, v)
    .phase(2_100, 'drain')
    .phase(3_500, 'down')
    .end(3_600);

describe('load of a steady window of 1 s', () => {
  const { metrics, warnings } = analyze(resolvedSpec(), steady().events);

  it('counts what was due, answered, and delivered everywhere, per second of the schedule', () => {
    expect(metrics.load).toMatchObject({ offeredPerSecond: 4, acceptedPerSecond: 3, deliveredPerSecond: 2 });
  });

  it('takes write latency from the intended send, an unanswered write being slower than any other', () => {
    // Ranks of 4: p50 is rank 2, the rest rank 4.
    expect(metrics.load?.writeLatencyMs).toMatchObject({
      p50: expect.closeTo(4, 1),
      p90: '> deadline',
      mean: expect.closeTo(14 / 3, 9),
      count: 4,
    });
  });

  it('counts apart what the nodes pushed back', () => {
    const journal = steady();
    const at = { tMs: 1_900, sentMs: 1_900, answeredMs: 1_901, node: 1, key: 'k', valueBytes: 1 };
    journal.add({ type: 'clientWrite', ...at, error: 'busy', isPushedBack: true });
    const analysis = analyze(resolvedSpec(), journal.events);
    expect(analysis.metrics.load).toMatchObject({ offeredPerSecond: 5, pushedBackPerSecond: 1 });
    expect(analysis.warnings).toEqual(
      expect.arrayContaining([
        '1 of 5 writes were rejected or not answered.',
        '1 of 5 writes were pushed back (503): the nodes had too many updates to spread.',
      ]),
    );
  });

  it('tells how late the generator itself was', () => {
    const late = steady();
    late.clientWrite(1_900, 1_995, 0, undefined, 90);
    expect(analyze(resolvedSpec(), late.events).metrics.load?.generatorLatenessMs).toEqual({
      p50: 0,
      // Between the fourth and the fifth of five, at 0.96 of the way.
      p99: expect.closeTo(86.4, 9),
      max: 90,
      count: 5,
    });
    expect(metrics.load?.generatorLatenessMs).toEqual({ p50: 0, p99: 0, max: 0, count: 4 });
  });

  it('counts from the intended send until every node holds an update, what never came being slower than any other', () => {
    // u: due 1,000, there at 1,100; v: due 1,250, there at 1,400; w nowhere, the fourth unanswered.
    expect(metrics.load?.dueToEverywhereMs).toEqual({
      p50: expect.closeTo(150, 0),
      p99: '> deadline',
      max: '> deadline',
      count: 4,
    });
  });

  it('takes a load that is only taken in after its schedule for what it was: a lower one', () => {
    // Due within a second, and taken in at one every 20 ms: two seconds of work.
    const slow = new JournalBuilder(2).phase(1_000, 'steady');
    for (let i = 0; i < 100; i += 1) {
      const update = updateName(0, i + 1);
      const atMs = 1_020 + 20 * i;
      slow
        .clientWrite(1_000 + 10 * i, atMs, 0, update)
        .write(atMs, 0, i + 1)
        .receive(atMs + 5, 1, update);
    }
    slow.phase(3_100, 'drain').phase(5_500, 'down').end(5_600);
    const { load } = analyze(resolvedSpec(), slow.events).metrics;
    expect(load?.offeredPerSecond).toBe(100);
    // All but five were answered after 1,900 ms; a tenth of the answers took 120 ms or less.
    expect(load?.deliveredPerSecond).toBeCloseTo(100 / 1.78, 0);
    expect(load?.acceptedPerSecond).toBe(load?.deliveredPerSecond);
  });

  it('tells of writes that failed', () => {
    expect(warnings).toContain('1 of 4 writes were rejected or not answered.');
  });

  it('is absent without a steady phase', () => {
    const events = steady().events.filter((event) => !(event.type === 'phase' && event.phase === 'steady'));
    expect(analyze(resolvedSpec(), events).metrics.load).toBeUndefined();
  });
});
