import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../journal/journal-event.js';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const [u, v] = [updateName(0, 1), updateName(1, 1)];
const spec = resolvedSpec();
const metricsOf = (events: readonly RunEvent[]) => analyze(spec, events).metrics;
/** HDR histograms hold 3 significant digits. */
const near = (value: number) => expect.closeTo(value, value < 10 ? 2 : 1);

/**
 * Four nodes, interval 100 ms, deadline 1 s. u from n0 reaches n1, n2, n3 after 20, 40, 100 ms over 1, 2, 3 hops; v from
 * n1 reaches n0, n2 after 30, 60 ms over 1, 2 hops, and n3 never. So 6 pairs are expected and 5 delivered.
 */
const spreadUv = () =>
  new JournalBuilder(4)
    .phase(1, 'warmUp')
    .phase(1_000, 'spread')
    .write(1_010, 0, 1)
    .receive(1_030, 1, u, 1)
    .receive(1_050, 2, u, 2)
    .receive(1_110, 3, u, 3)
    .write(1_100, 1, 1)
    .receive(1_130, 0, v, 1)
    .receive(1_160, 2, v, 2)
    .phase(3_000, 'drain')
    .phase(3_100, 'down')
    .end(3_200);

describe('dissemination of two updates, one pair of which was not delivered', () => {
  const metrics = metricsOf(spreadUv().events);

  it('counts every expected pair in the propagation latency', () => {
    // Sorted: 20 30 40 60 100 and one beyond. p50 is rank 3, p90 rank ⌈5.4⌉ = 6. Mean: 250 / 5.
    const beyond = '> deadline';
    expect(metrics.propagationLatencyMs).toEqual({
      p50: near(40),
      p90: beyond,
      p99: beyond,
      p999: beyond,
      max: beyond,
      mean: 50,
      count: 6,
    });
  });

  it('takes full dissemination per update', () => {
    // u: 100; v: beyond. p50 is rank 1 of 2.
    expect(metrics.fullDisseminationMs).toEqual({ p50: 100, p99: '> deadline', max: '> deadline', count: 2 });
  });

  it('takes the time to a fraction as the median over updates, the origin counted', () => {
    // Half of 4 is the origin and one more: 20 and 30, median (rank 1) 20. Nine tenths and more are all 4: 100, beyond.
    expect(metrics.timeToFractionMs).toEqual({ '0.5': near(20), '0.9': 100, '0.99': 100 });
  });

  it('gives rounds as times over the interval', () => {
    expect(metrics.rounds).toEqual({ t50: near(0.2), t99: 1, last: 1 });
  });

  it('gives reach and residue as shares of the expected pairs', () => {
    expect([metrics.reach, metrics.residue]).toEqual([5 / 6, 1 / 6]);
  });

  it('takes the last delivery hop per update', () => {
    expect(metrics.lastDeliveryHop).toEqual({ p50: 2.5, max: 3 });
  });

  it('draws the infection curve from 1/n, with a band over updates', () => {
    const at = (ms: number) => metrics.infectionCurve?.find((point) => point.ms === ms);
    expect(at(0)).toEqual({ ms: 0, fraction: 0.25, low: 0.25, high: 0.25 });
    // At 40 ms u is at n0, n1, n2 (3/4), v at n1, n0 (2/4): low = 0.5 + 0.025 × 0.25, linear between the two.
    expect(at(40)).toEqual({ ms: 40, fraction: 0.625, low: 0.50625, high: expect.closeTo(0.74375, 9) });
    // At the end u is everywhere, v at 3/4.
    expect(metrics.infectionCurve?.at(-1)).toMatchObject({ ms: 100, fraction: 0.875 });
  });

  it('lists the distribution in buckets and percentiles that end where undelivered pairs begin', () => {
    const { propagation } = analyze(spec, spreadUv().events).series;
    expect(propagation?.undelivered).toBe(1);
    expect(propagation?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    // 5 of 6 pairs: rank 5 is percentile 83.3.
    expect(propagation?.cdf.at(-1)).toEqual({ percentile: 83, ms: 100 });
    expect(propagation?.buckets.length).toBeGreaterThanOrEqual(20);
    expect(propagation?.buckets.length).toBeLessThanOrEqual(60);
  });
});

describe('which pairs are expected', () => {
  it.each([
    ['a node that crashed before the deadline is not', () => spreadUv().node(1_500, 3, 'crashed'), 4, 1],
    ['a node that was stopped before the deadline is not', () => spreadUv().node(2_000, 3, 'stopped'), 4, 1],
    ['a node that crashed after the deadline is', () => spreadUv().node(2_900, 3, 'crashed'), 6, 5 / 6],
    ['a node that the tear-down stopped is', () => spreadUv().node(3_150, 3, 'stopped'), 6, 5 / 6],
  ])('%s', (_, build, count, reach) => {
    const metrics = metricsOf(build().events);
    expect(metrics.propagationLatencyMs?.count).toBe(count);
    expect(metrics.reach).toBe(reach);
  });

  it('a node that joined late is expected only from its start on', () => {
    // n3 comes up at 1,050: after u's t0 (1,010), before v's (1,100). u has 2 pairs, v has 3, one undelivered.
    const late = new JournalBuilder(4, { late: [3] }).node(1_050, 3, 'up');
    late.events.push(...spreadUv().events.filter(({ type }) => type !== 'run' && type !== 'node'));
    const metrics = metricsOf(late.events);
    expect(metrics.propagationLatencyMs?.count).toBe(5);
    expect(metrics.reach).toBe(4 / 5);
    // u is done at 40 ms without n3.
    expect(metrics.fullDisseminationMs?.p50).toBe(40);
  });

  it('an origin that crashed takes its share out of the fractions', () => {
    // n0 goes down at 1,200: of u's live nodes n1, n2, n3 none holds it at t0; half of 3 is 2 nodes: 40 ms.
    const metrics = metricsOf(
      new JournalBuilder(4)
        .phase(1_000, 'spread')
        .write(1_010, 0, 1)
        .receive(1_030, 1, u)
        .receive(1_050, 2, u)
        .receive(1_110, 3, u)
        .node(1_200, 0, 'crashed')
        .phase(3_000, 'drain')
        .phase(3_100, 'down')
        .end(3_200).events,
    );
    expect(metrics.timeToFractionMs?.['0.5']).toBeCloseTo(40, 1);
    expect(metrics.infectionCurve?.[0]?.fraction).toBe(0);
  });
});

describe('what counts as delivered', () => {
  const three = () => new JournalBuilder(3).phase(1_000, 'spread').write(1_010, 0, 1).receive(1_030, 1, u);
  const closed = (journal: JournalBuilder) => journal.phase(5_000, 'drain').phase(5_100, 'down').end(5_200);

  it('a superseded update is, at the moment of the supersession', () => {
    const metrics = metricsOf(closed(three().supersede(1_060, 2, 0, 1, 1)).events);
    expect([metrics.reach, metrics.fullDisseminationMs?.max]).toEqual([1, 50]);
  });

  it('the first moment counts, whether receipt or supersession', () => {
    const twice = three().supersede(1_060, 2, 0, 1, 7).receive(1_040, 2, u);
    expect(metricsOf(closed(twice).events).fullDisseminationMs?.max).toBe(30);
  });

  it('a receipt after the deadline is not', () => {
    const metrics = metricsOf(closed(three().receive(2_011, 2, u)).events);
    expect([metrics.reach, metrics.propagationLatencyMs?.max]).toEqual([0.5, '> deadline']);
  });

  it('a receipt at the deadline is', () => {
    expect(metricsOf(closed(three().receive(2_010, 2, u)).events).reach).toBe(1);
  });

  it('nothing delivered leaves percentiles beyond the deadline, and no mean', () => {
    const none = new JournalBuilder(3).phase(1_000, 'spread').write(1_010, 0, 1);
    const { propagationLatencyMs, reach, infectionCurve } = metricsOf(closed(none).events);
    expect(propagationLatencyMs).toEqual({
      ...Object.fromEntries(['p50', 'p90', 'p99', 'p999', 'max'].map((key) => [key, '> deadline'])),
      count: 2,
    });
    expect([reach, infectionCurve]).toEqual([0, undefined]);
  });
});

describe('which updates are measured', () => {
  it('those of warm-up, drain and idle are not', () => {
    const journal = new JournalBuilder(2)
      .phase(500, 'warmUp')
      .write(600, 0, 1)
      .receive(610, 1, updateName(0, 1));
    journal.phase(1_000, 'drain').write(1_100, 0, 2).phase(1_200, 'idle').write(1_300, 0, 3);
    const metrics = metricsOf(journal.phase(5_000, 'down').end(5_100).events);
    expect(metrics.propagationLatencyMs).toBeUndefined();
    expect(metrics.reach).toBeUndefined();
  });

  it('those that an interrupted run did not see through are not, and it says so', () => {
    // The spread was seen through; the steady update's deadline, 2,450 + 1,000, is beyond the end.
    const journal = new JournalBuilder(2).phase(1_000, 'spread').write(1_010, 0, 1).receive(1_030, 1, u);
    journal.phase(2_000, 'steady').write(2_450, 0, 2).end(2_500, 'interrupted', 'steady');
    const { metrics, warnings, state, phase } = analyze(spec, journal.events);
    expect([metrics.propagationLatencyMs?.count, metrics.reach, state, phase]).toEqual([
      1,
      1,
      'interrupted',
      'steady',
    ]);
    expect(warnings.join()).toContain('1 updates were still spreading');
  });

  it('one whose origin told nothing is timed from the client’s send, and the reader is told', () => {
    const journal = new JournalBuilder(2)
      .phase(1_000, 'spread')
      .clientWrite(1_010, 1_014, 0, u)
      .receive(1_030, 1, u);
    const { metrics, warnings } = analyze(
      spec,
      journal.phase(3_000, 'drain').phase(3_100, 'down').end(3_200).events,
    );
    expect(metrics.fullDisseminationMs?.max).toBe(20);
    expect(warnings.join()).toContain('upper bounds');
  });
});

describe('a run without figures', () => {
  it('that wrote no updates has no dissemination figures, not zeros', () => {
    const { metrics } = analyze(
      spec,
      new JournalBuilder(2).phase(1, 'warmUp').phase(9, 'down').end(10).events,
    );
    expect(metrics).toEqual({});
  });

  it('with an empty journal is analyzed as one that broke off', () => {
    const { state, metrics, disturbances, series } = analyze(spec, []);
    expect([state, metrics, series]).toEqual(['interrupted', {}, {}]);
    expect(disturbances).toHaveLength(1);
  });
});

describe('clocks', () => {
  it('shifted as a whole change nothing', () => {
    const shifted = JSON.parse(JSON.stringify(spreadUv().events), (key, value: unknown) =>
      key === 'tMs' ? Number(value) + 1_000_000 : value,
    );
    expect(metricsOf(shifted)).toEqual(metricsOf(spreadUv().events));
  });

  it('that disagree disturb the run, and no latency is negative', () => {
    const journal = new JournalBuilder(2).phase(1_000, 'spread').write(1_010, 0, 1).receive(1_005, 1, u);
    const events = journal.phase(3_000, 'drain').phase(3_100, 'down').end(3_200).events;
    const { metrics, disturbances } = analyze(spec, events);
    expect(metrics.propagationLatencyMs?.max).toBe(0);
    expect(disturbances).toMatchObject([{ kind: 'clock', text: expect.stringContaining('5.0 ms') }]);
  });
});
