import { describe, expect, it } from 'vitest';
import { createRng } from '../../../nodes/protocol/rng.js';
import { type DatagramFaults, soundDatagrams } from './datagram-faults.js';
import { type Copy, DatagramPath } from './datagram-path.js';

const trials = 20_000;

function pathOf(faults: Partial<DatagramFaults>, seed = 1): DatagramPath {
  const path = new DatagramPath(createRng(seed));
  path.become({ ...soundDatagrams, ...faults });
  return path;
}

/** What leaves of datagrams of 100 bytes, one each ms. */
const fates = (path: DatagramPath, count = trials): (readonly Copy[] | 'lost' | 'overflow')[] =>
  Array.from({ length: count }, (_, ms) => path.admit(ms, 100));

const copiesOf = (all: ReturnType<typeof fates>): Copy[] =>
  all.flatMap((fate) => (typeof fate === 'string' ? [] : fate));

const lostOf = (all: ReturnType<typeof fates>): boolean[] => all.map((fate) => fate === 'lost');

const shareOf = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;

describe('the path of datagrams over one direction of a link', () => {
  it('changes nothing where nothing is asked', () => {
    expect(fates(pathOf({}), 3)).toEqual([[{ atMs: 0 }], [{ atMs: 1 }], [{ atMs: 2 }]]);
  });

  it('loses each datagram by itself with the probability that is asked', () => {
    const lost = lostOf(fates(pathOf({ loss: 0.1 })));
    expect(shareOf(lost)).toBeGreaterThan(0.09);
    expect(shareOf(lost)).toBeLessThan(0.11);
    // The next one does not know.
    const afterLost = lost.filter((_, index) => lost[index - 1] === true);
    expect(shareOf(afterLost)).toBeLessThan(0.13);
  });

  it('loses in bursts whose mean length and share are what is asked', () => {
    const bursts = { goodToBad: 0.02, badToGood: 0.2, lossInGood: 0, lossInBad: 1 };
    const lost = lostOf(fates(pathOf({ bursts })));
    expect(shareOf(lost)).toBeGreaterThan(0.07);
    expect(shareOf(lost)).toBeLessThan(0.11);
    const begins = lost.filter((isLost, index) => isLost && lost[index - 1] !== true).length;
    const meanLength = lost.filter(Boolean).length / begins;
    expect(meanLength).toBeGreaterThan(4);
    expect(meanLength).toBeLessThan(6);
  });

  it('delays by latency ± jitter, and keeps the order', () => {
    const copies = copiesOf(fates(pathOf({ latencyMs: 20, jitterMs: 5 }), 1_000));
    copies.forEach(({ atMs }, ms) => {
      expect(atMs - ms).toBeGreaterThanOrEqual(15);
      expect(atMs - ms).toBeLessThanOrEqual(25);
      if (ms > 0) expect(atMs).toBeGreaterThanOrEqual(copies[ms - 1]!.atMs);
    });
  });

  it('lets datagrams overtake each other where that is asked', () => {
    const copies = copiesOf(fates(pathOf({ latencyMs: 20, jitterMs: 5, reorders: true }), 1_000));
    expect(copies.some(({ atMs }, ms) => ms > 0 && atMs < copies[ms - 1]!.atMs)).toBe(true);
    const meanMs = copies.reduce((sum, { atMs }, ms) => sum + atMs - ms, 0) / copies.length;
    expect(meanMs).toBeGreaterThan(19);
    expect(meanMs).toBeLessThan(21);
  });

  it('never delivers into the past, where the jitter is more than the latency', () => {
    const path = pathOf({ latencyMs: 1, jitterMs: 10, reorders: true });
    copiesOf(fates(path, 500)).forEach(({ atMs }, ms) => {
      expect(atMs).toBeGreaterThanOrEqual(ms);
    });
  });

  it('sends one after the other over a line of limited rate, and drops what has no room before it', () => {
    const path = pathOf({ rateKBps: 10 });
    // Ten bytes a ms.
    expect(path.admit(0, 100)).toEqual([{ atMs: 10 }]);
    expect(path.admit(0, 50)).toEqual([{ atMs: 15 }]);
    expect(path.admit(100, 100)).toEqual([{ atMs: 110 }]);
    const all = Array.from({ length: 1_000 }, () => path.admit(110, 100));
    const passed = all.filter((fate) => fate !== 'overflow').length;
    expect(passed).toBe(101);
    expect(path.admit(110, 100)).toBe('overflow');
    expect(path.admit(110, 100, true)).toEqual([{ atMs: 110 }]);
  });

  it('duplicates, and gives each copy a delay of its own', () => {
    const all = fates(pathOf({ duplication: 0.25, latencyMs: 10, jitterMs: 5, reorders: true }), 4_000);
    const twice = all.filter((fate) => typeof fate !== 'string' && fate.length === 2) as Copy[][];
    expect(twice.length / all.length).toBeGreaterThan(0.22);
    expect(twice.length / all.length).toBeLessThan(0.28);
    expect(twice.some(([one, other]) => one!.atMs !== other!.atMs)).toBe(true);
  });

  it('flips one bit of the share that is asked, and none of an empty datagram', () => {
    const path = pathOf({ corruption: 0.5 });
    const copies = copiesOf(fates(path, 4_000));
    const flips = copies.flatMap(({ flip }) => (flip ? [flip] : []));
    expect(flips.length / copies.length).toBeGreaterThan(0.46);
    expect(flips.length / copies.length).toBeLessThan(0.54);
    expect(new Set(flips.map(({ mask }) => mask)).size).toBe(8);
    for (const { byte } of flips) expect(byte).toBeLessThan(100);
    expect(Array.from({ length: 100 }, () => path.admit(9e6, 0)).flat()).not.toContainEqual(
      expect.objectContaining({ flip: expect.anything() }),
    );
  });

  it('does the same for the same seed, and something else for another', () => {
    const faults = { loss: 0.2, jitterMs: 3, latencyMs: 3, duplication: 0.1, corruption: 0.1 };
    expect(fates(pathOf(faults, 7), 200)).toEqual(fates(pathOf(faults, 7), 200));
    expect(fates(pathOf(faults, 7), 200)).not.toEqual(fates(pathOf(faults, 8), 200));
  });
});
