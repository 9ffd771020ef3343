import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTimes, packWhole, unpackTimes, unpackWhole } from './packed-numbers.js';

describe('packed numbers', () => {
  it('are read back as they were written, whole ones and times', () => {
    fc.assert(
      fc.property(fc.int32Array(), fc.float64Array(), (whole, times) => {
        expect(unpackWhole(packWhole(whole), whole.length)).toEqual(whole);
        expect(unpackTimes(packTimes(times), times.length)).toEqual(times);
      }),
    );
  });

  it('take a byte each where they are near to each other, in a known order', () => {
    expect(packWhole(Int32Array.of(5, 6, 4))).toBe(Buffer.from([10, 2, 3]).toString('base64'));
    expect(packWhole(Int32Array.of(100))).toBe(Buffer.from([0xc8, 0x01]).toString('base64'));
    expect(packTimes(Float64Array.of(1))).toBe(
      Buffer.from([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]).toString('base64'),
    );
  });

  it('are refused where there are more or less than was said', () => {
    const [whole, times] = [packWhole(Int32Array.of(1, 300)), packTimes(Float64Array.of(1, 2))];
    for (const count of [1, 3, 4]) {
      expect(() => unpackWhole(whole, count)).toThrow(RangeError);
      expect(() => unpackTimes(times, count)).toThrow(RangeError);
    }
  });
});
