import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkLedger, nodeLedger } from '../driver/ledger.js';
import { linkQualitySchema } from '../faults/link-quality.js';
import { effectiveLinkState, type LinkFault, soundLink } from './link-state.js';

const linkQuality = (fields: object): LinkFault =>
  linkQualitySchema.parse({ kind: 'linkQuality', ...fields });
const cutBy = (mode: 'drop' | 'stall' | 'refuse'): LinkFault => ({
  kind: 'partition',
  shape: { kind: 'halves' },
  mode,
});

const probability = fc.double({ min: 0.001, max: 1, noNaN: true });
const count = fc.integer({ min: 1, max: 10_000 });
const anyFault: fc.Arbitrary<LinkFault> = fc.oneof(
  fc.constant(cutBy('drop')),
  fc
    .record({ latencyMs: count, jitterMs: count, loss: probability, rateKBps: fc.nat(1_000) })
    .map(linkQuality),
  count.map((delayMs): LinkFault => ({ kind: 'slowClose', delayMs })),
  fc.tuple(count, probability).map(([afterMs, p]): LinkFault => ({ kind: 'reset', afterMs, probability: p })),
  fc.tuple(count, fc.nat(1_000), fc.nat(1_000)).map(
    ([extra, variationBytes, pauseUs]): LinkFault => ({
      kind: 'slicer',
      averageBytes: variationBytes + extra,
      variationBytes,
      pauseUs,
    }),
  ),
  count.map((limitBytes): LinkFault => ({ kind: 'limitData', limitBytes })),
);
const someFaults = fc.array(anyFault, { maxLength: 6 });

/** Sums and products of fractions differ in the last places by the order of their terms. */
const rounded = (faults: readonly LinkFault[]): unknown =>
  JSON.parse(
    JSON.stringify(effectiveLinkState(faults), (_, value) =>
      typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
    ),
  );

describe('what faults on one link mean together', () => {
  it.each<[string, LinkFault[], object]>([
    ['nothing is a sound link', [], {}],
    [
      'latencies and jitters add',
      [linkQuality({ latencyMs: 20, jitterMs: 5 }), linkQuality({ latencyMs: 70, jitterMs: 1 })],
      { latencyMs: 90, jitterMs: 6 },
    ],
    [
      'losses combine as independent events',
      [linkQuality({ loss: 0.5 }), linkQuality({ loss: 0.5 })],
      { loss: 0.75 },
    ],
    [
      'the narrowest bandwidth holds',
      [linkQuality({ rateKBps: 10 }), linkQuality({}), linkQuality({ rateKBps: 5 })],
      { rateKBps: 5 },
    ],
    [
      'delays of closing add',
      [
        { kind: 'slowClose', delayMs: 3 },
        { kind: 'slowClose', delayMs: 4 },
      ],
      { slowCloseMs: 7 },
    ],
    [
      'the soonest reset holds',
      [
        { kind: 'reset', afterMs: 9, probability: 0.5 },
        { kind: 'reset', afterMs: 2, probability: 0.5 },
      ],
      { reset: { afterMs: 2, probability: 0.75 } },
    ],
    [
      'the lowest limit holds',
      [
        { kind: 'limitData', limitBytes: 9 },
        { kind: 'limitData', limitBytes: 7 },
      ],
      { limitBytes: 7 },
    ],
    [
      'a cut stays a cut',
      [cutBy('stall'), linkQuality({ latencyMs: 4 }), cutBy('stall')],
      { cut: 'stall', latencyMs: 4 },
    ],
  ])('%s', (_, faults, expected) => {
    expect(effectiveLinkState(faults)).toEqual({ ...soundLink, ...expected });
  });

  it('does not depend on the order', () => {
    const orders = someFaults.chain((faults) =>
      fc.tuple(fc.constant(faults), fc.shuffledSubarray(faults, { minLength: faults.length })),
    );
    fc.assert(
      fc.property(orders, ([faults, reordered]) => {
        expect(rounded(reordered)).toEqual(rounded(faults));
      }),
    );
  });

  it('leaves slices that vary by less than their size', () => {
    fc.assert(
      fc.property(someFaults, (faults) => {
        const { slicer } = effectiveLinkState(faults);
        if (slicer) expect(slicer.variationBytes).toBeLessThan(slicer.averageBytes);
      }),
    );
  });

  it('cannot be two modes of a cut', () => {
    expect(() => effectiveLinkState([cutBy('drop'), cutBy('refuse')])).toThrow(/by drop and refuse/);
  });
});

describe('the ledger of links', () => {
  const link = { from: 0, to: 1 };

  it('restores the state before a fault when that fault ends, whatever began in between', () => {
    fc.assert(
      fc.property(someFaults, anyFault, someFaults, (earlier, fault, later) => {
        const ledger = linkLedger();
        earlier.forEach((other, id) => void ledger.begin(id, other, [link]));
        const before = ledger.stateOf(link);
        ledger.begin(100, fault, [link]);
        later.forEach((other, index) => void ledger.begin(200 + index, other, [link]));
        later.forEach((_, index) => void ledger.end(200 + index));
        ledger.end(100);
        expect(ledger.stateOf(link)).toEqual(before);
      }),
    );
  });

  it('cuts with the first of two overlapping partitions and heals with the last', () => {
    const ledger = linkLedger();
    const other = { from: 1, to: 0 };
    expect(ledger.begin(1, cutBy('drop'), [link]).map(({ subject }) => subject)).toEqual([link]);
    expect(ledger.begin(2, cutBy('drop'), [link, other]).map(({ subject }) => subject)).toEqual([other]);
    expect(ledger.end(1)).toEqual([]);
    const healed = ledger.end(2);
    expect(healed.map(({ subject, after }) => [subject, after])).toEqual([
      [link, soundLink],
      [other, soundLink],
    ]);
    expect(ledger.end(2)).toEqual([]);
  });
});

describe('the ledger of nodes', () => {
  it('holds a node down until the last crash ends, and limits it by the tightest limit', () => {
    const ledger = nodeLedger();
    const crash = { kind: 'kill' } as const;
    expect(ledger.begin(1, crash, [4])).toHaveLength(1);
    expect(ledger.begin(2, crash, [4, 5]).map(({ subject }) => subject)).toEqual([5]);
    expect(ledger.end(1)).toEqual([]);
    expect(ledger.end(2).map(({ subject, after }) => [subject, after])).toEqual([
      [4, {}],
      [5, {}],
    ]);
    ledger.begin(3, { kind: 'cpuLimit', cpus: 0.5 }, [4]);
    ledger.begin(4, { kind: 'cpuLimit', cpus: 0.1 }, [4]);
    expect(ledger.stateOf(4)).toEqual({ cpus: 0.1 });
    expect(ledger.end(4)).toEqual([{ subject: 4, before: { cpus: 0.1 }, after: { cpus: 0.5 } }]);
  });
});
