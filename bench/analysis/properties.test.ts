import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../journal/journal-event.js';
import { folded } from '../testing/folded.js';
import { JournalBuilder, updateName } from '../testing/journal-builder.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import { analyze } from './analyze.js';

const spec = resolvedSpec();
const latency = fc.option(fc.double({ min: 0, max: 1_500, noNaN: true }), { nil: undefined });
const update = fc.record({
  origin: fc.nat(5),
  afterMs: fc.integer({ min: 0, max: 1_000 }),
  latencies: fc.array(latency, { minLength: 6, maxLength: 6 }),
});

/** Any spread of up to eight updates over two to six nodes, one of which may crash. */
const journals = fc
  .record({
    nodes: fc.integer({ min: 2, max: 6 }),
    updates: fc.array(update, { maxLength: 8 }),
    crashMs: fc.option(fc.integer({ min: 1_000, max: 4_000 }), { nil: undefined }),
  })
  .map(({ nodes, updates, crashMs }) => {
    const journal = new JournalBuilder(nodes).phase(1_000, 'spread');
    for (const [position, { origin, afterMs, latencies }] of updates.entries()) {
      const [at, seq, t0Ms] = [origin % nodes, position + 1, 1_001 + afterMs];
      journal.write(t0Ms, at, seq);
      for (const [node, latencyMs] of latencies.slice(0, nodes).entries()) {
        if (node === at || latencyMs === undefined) continue;
        journal.receive(t0Ms + latencyMs, node, updateName(at, seq), 1 + node);
      }
    }
    if (crashMs !== undefined) journal.node(crashMs, nodes - 1, 'crashed');
    return journal.phase(5_000, 'drain').phase(6_000, 'down').end(6_100).events;
  });

/**
 * Any spread over six nodes in two halves, cut from 2,000 to 4,000 (healed by 4,020); one node may be killed and come
 * back. No update crosses within the cut unless `leaks` allow it.
 */
const chaosJournals = (leaks: boolean) =>
  fc
    .record({
      updates: fc.array(update, { maxLength: 8 }),
      away: fc.option(fc.record({ node: fc.nat(5), ms: fc.integer({ min: 1_500, max: 3_900 }) }), {
        nil: undefined,
      }),
    })
    .map(({ updates, away }) => {
      const journal = new JournalBuilder(6).phase(1_000, 'steady').phase(1_800, 'fault');
      const sides = [
        [0, 1, 2],
        [3, 4, 5],
      ];
      journal.partition(2_000, 4_000, sides);
      for (const [position, { origin, afterMs, latencies }] of updates.entries()) {
        const [seq, t0Ms] = [position + 1, 1_001 + 3 * afterMs];
        journal.write(t0Ms, origin, seq);
        for (const [node, latencyMs] of latencies.entries()) {
          if (node === origin || latencyMs === undefined) continue;
          const isCut = Math.floor(node / 3) !== Math.floor(origin / 3);
          const atMs = t0Ms + latencyMs;
          const crosses = isCut && atMs > 1_900 && atMs < 4_000;
          journal.receive(crosses && !leaks ? 4_000 + latencyMs : atMs, node, updateName(origin, seq));
        }
      }
      if (away) journal.node(away.ms, away.node, 'killed').node(away.ms + 500, away.node, 'up', 2);
      for (let node = 0; node < 6; node += 1) journal.view(7_050, node, 'same');
      return journal.phase(5_000, 'recovery').phase(7_000, 'drain').phase(7_100, 'down').end(7_200).events;
    });

const asNumber = (value: number | string): number =>
  typeof value === 'number' ? value : Number.POSITIVE_INFINITY;

describe('whatever a journal holds', () => {
  it('reach is a share, and residue what it lacks of 1', () => {
    fc.assert(
      fc.property(journals, (events) => {
        const { reach, residue } = analyze(spec, events).metrics;
        expect(reach === undefined).toBe(residue === undefined);
        if (reach === undefined || residue === undefined) return;
        expect(reach).toBeGreaterThanOrEqual(0);
        expect(reach).toBeLessThanOrEqual(1);
        expect(reach + residue).toBeCloseTo(1, 12);
      }),
    );
  });

  it('later fractions and higher percentiles are never sooner', () => {
    fc.assert(
      fc.property(journals, (events) => {
        const { timeToFractionMs, fullDisseminationMs, propagationLatencyMs } = analyze(spec, events).metrics;
        if (!timeToFractionMs || !fullDisseminationMs || !propagationLatencyMs) return;
        const { '0.5': t50, '0.9': t90, '0.99': t99 } = timeToFractionMs;
        const { p50, p90, p99, p999, max } = propagationLatencyMs;
        for (const ascending of [
          [t50, t90, t99, fullDisseminationMs.p50, fullDisseminationMs.p99, fullDisseminationMs.max],
          [p50, p90, p99, p999, max],
        ]) {
          const numbers = ascending.map(asNumber);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('the infection curve never falls, and its band is a band of shares', () => {
    fc.assert(
      fc.property(journals, (events) => {
        const curve = analyze(spec, events).metrics.infectionCurve ?? [];
        for (const [position, { fraction, low, high, ms }] of curve.entries()) {
          const before = curve[position - 1];
          if (before) expect([fraction >= before.fraction - 1e-12, ms > before.ms]).toEqual([true, true]);
          expect([low <= high, low >= 0, high <= 1]).toEqual([true, true, true]);
        }
      }),
    );
  });

  it('nothing is across a cut that nothing crossed, and a share of what did', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((leaks) => fc.tuple(fc.constant(leaks), chaosJournals(leaks))),
        ([leaks, events]) => {
          const { metrics, disturbances } = analyze(spec, events);
          const { withinSides = 1, acrossSides = 0 } = metrics.recovery?.reachDuringFault ?? {};
          if (!leaks) expect(acrossSides).toBe(0);
          for (const share of [withinSides, acrossSides])
            expect([share >= 0, share <= 1]).toEqual([true, true]);
          expect(disturbances.some(({ kind }) => kind === 'partitionLeaked')).toBe(acrossSides > 0);
        },
      ),
    );
  });

  it('convergence and staleness are never negative, and never means that something is missing', () => {
    fc.assert(
      fc.property(chaosJournals(false), (events) => {
        const { recovery, invariants } = analyze(spec, events).metrics;
        if (!recovery) return;
        const { convergenceAfterHealMs: converged, staleness } = recovery;
        if (typeof converged === 'number') expect(converged).toBeGreaterThanOrEqual(0);
        else expect(recovery.unconverged).toMatch(/ lacked \d+ updates from before the heal\.$/);
        expect(staleness?.maxUpdates).toBeGreaterThanOrEqual(0);
        expect(staleness?.maxAgeMs).toBeGreaterThanOrEqual(0);
        // Every node is up in time for the drain, so what is missing at one is lost.
        if (converged === 'never') {
          const { fromLiveOrigin = 0, fromCrashedOrigin = 0 } = invariants?.lostUpdates ?? {};
          expect(fromLiveOrigin + fromCrashedOrigin).toBeGreaterThan(0);
        }
      }),
    );
  });

  it.each([
    ['', journals],
    [' of a run with faults', chaosJournals(true)],
  ])('receipts in columns change no byte%s', (_, anyReceipts) => {
    fc.assert(
      fc.property(anyReceipts, fc.integer({ min: 1, max: 9 }), (events, inLine) => {
        const dense = folded(events, inLine);
        expect(dense.filter((line) => line.type === 'event' && line.event.type === 'receive')).toEqual([]);
        expect(JSON.stringify(analyze(spec, dense))).toBe(JSON.stringify(analyze(spec, events)));
      }),
    );
  });

  it.each([
    ['', journals],
    [' of a run with faults', chaosJournals(true)],
  ])('the order in which the harness learned it changes no byte%s', (_, anyOrder) => {
    const shuffled = anyOrder.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        const text = (order: readonly RunEvent[]): string => JSON.stringify(analyze(spec, order));
        expect(text(others)).toBe(text(events));
      }),
    );
  });
});
