import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { payloadSizer } from './payload-sizes.js';
import { workloadSchema } from './workload.js';

const draw = (workload: object, maxMessageBytes = 65_536): number[] => {
  const size = payloadSizer(workloadSchema.parse(workload), maxMessageBytes, createRng(3));
  return Array.from({ length: 5_000 }, size).sort((a, b) => a - b);
};
const median = (sorted: readonly number[]) => sorted[sorted.length / 2]!;

describe('sizes of values', () => {
  it('fixed: are all the payload', () => {
    expect(new Set(draw({ payloadBytes: 100 }))).toEqual(new Set([100]));
  });

  it('uniform: fill payload × (1 ± spread), with the payload in the middle', () => {
    const sizes = draw({ payloadBytes: 1_000, payloadSizes: 'uniform', payloadSpread: 0.5 });
    expect(sizes[0]).toBeGreaterThanOrEqual(500);
    expect(sizes.at(-1)).toBeLessThanOrEqual(1_500);
    expect(sizes.at(-1)! - sizes[0]!).toBeGreaterThan(980);
    expect(Math.abs(median(sizes) - 1_000)).toBeLessThan(40);
  });

  it('lognormal: have the payload as median, and one in twenty is 5.2 times as large at a spread of 1', () => {
    const sizes = draw({ payloadBytes: 1_000, payloadSizes: 'lognormal' });
    expect(Math.abs(median(sizes) - 1_000)).toBeLessThan(60);
    expect(Math.abs(sizes[4_750]! - 1_000 * Math.exp(1.645))).toBeLessThan(500);
  });

  it('never exceed what fits a message, nor fall below one byte', () => {
    const sizes = draw({ payloadBytes: 10, payloadSizes: 'lognormal', payloadSpread: 5 }, 1_024);
    expect(sizes[0]).toBe(1);
    expect(sizes.at(-1)).toBe(768);
  });
});
