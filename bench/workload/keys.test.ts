import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { keyChooser } from './keys.js';
import { workloadSchema } from './workload.js';

const draws = 20_000;

/** How often each key was written in so many draws. */
function frequencies(workload: object): Map<string, number> {
  const keys = keyChooser(workloadSchema.parse(workload), createRng(5));
  const counts = new Map<string, number>();
  for (let i = 0; i < draws; i += 1) {
    const key = keys.written();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describe('keys', () => {
  it('distinct: never repeat', () => {
    expect(frequencies({}).size).toBe(draws);
  });

  it('uniform: each of keyCount is written alike', () => {
    const counts = frequencies({ keys: 'uniform', keyCount: 10 });
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - draws / 10)).toBeLessThan(300);
  });

  it('zipf: the first key is written as often as its weight among all says, and r times as often as the r-th', () => {
    const counts = frequencies({ keys: 'zipf', keyCount: 4, zipfExponent: 1 });
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    for (const rank of [1, 2, 3, 4]) {
      expect(Math.abs(counts.get(`k${rank}`)! - draws / harmonic / rank)).toBeLessThan(400);
    }
  });

  it('to be deleted are such as were written before, where keys are distinct', () => {
    const keys = keyChooser(workloadSchema.parse({}), createRng(1));
    expect(keys.deleted()).toBeUndefined();
    const written = new Set([keys.written(), keys.written()]);
    for (let i = 0; i < 20; i += 1) expect(written).toContain(keys.deleted());
  });
});
