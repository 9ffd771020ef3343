import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { quantity } from './quantity.js';
import { bandwidth, duration, linkDelay, memory, rate, share, size } from './quantity-kinds.js';

const anything = { min: 0, max: 1e12 };

describe('quantities', () => {
  it.each([
    ['200ms', duration, 200],
    ['2s', duration, 2_000],
    ['1.1s', duration, 1_100],
    ['1 min', duration, 60_000],
    ['1m30s', duration, 90_000],
    ['1h 2min 3s 4.5ms', duration, 3_723_004.5],
    ['2m', duration, 120_000],
    ['1s500ms', linkDelay, 1_500],
    [0, duration, 0],
    ['1KiB', size, 1_024],
    ['1KB', size, 1_000],
    ['1.5KiB', size, 1_536],
    [128, size, 128],
    ['1GiB', memory, 1_024],
    ['5%', share, 0.05],
    [0.05, share, 0.05],
    ['150%', share, 1.5],
    ['20/s', rate, 20],
    ['90/min', rate, 1.5],
    [20, rate, 20],
    ['1MB/s', bandwidth, 1_000],
    ['8Mbit/s', bandwidth, 1_000],
    [0, bandwidth, 0],
  ])('reads %j', (text, kind, value) => {
    expect(quantity(kind, anything).parse(text)).toBe(value);
  });

  it.each([
    ['200', duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "200"'],
    [200, duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got 200'],
    [
      '5 parsecs',
      duration,
      'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "5 parsecs"',
    ],
    ['-5ms', duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "-5ms"'],
    ['30s1m', duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "30s1m"'],
    ['1m2min', duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "1m2min"'],
    ['2S', duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "2S"'],
    [null, duration, 'expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got nothing'],
    ['1.5ms', linkDelay, 'expected a multiple of 1ms, got 1.5ms'],
    ['1kib', size, 'expected a size such as 128B or 1KiB (units: B, KB, KiB, MB, MiB), got "1kib"'],
    ['0.3KiB', size, 'expected a multiple of 1B, got 307.2B'],
    ['5', share, 'expected a share such as 5% or 0.05, got "5"'],
    [5, share, 'expected a share such as 5% or 0.05, got 5'],
    ['20/h', rate, 'expected a rate such as 20/s or 600/min (units: /min, /s), got "20/h"'],
    [
      '1MB',
      bandwidth,
      'expected a bandwidth such as 500KB/s or 8Mbit/s (units: KB/s, kbit/s, Mbit/s, MB/s, Gbit/s, GB/s), got "1MB"',
    ],
    ['100kbit/s', bandwidth, 'expected a multiple of 1KB/s, got 100kbit/s'],
  ])('refuses %j with the expected form', (text, kind, message) => {
    expect(quantity(kind, anything).safeParse(text).error?.issues[0]?.message).toBe(message);
  });

  it('names the bound that is passed, with its unit', () => {
    const bounded = quantity(duration, { min: 1, max: 3_600_000 });
    expect(bounded.safeParse('0ms').error?.issues[0]?.message).toBe('expected at least 1ms, got 0ms');
    expect(bounded.safeParse('2h').error?.issues[0]?.message).toBe('expected at most 1h, got 2h');
    expect(quantity(share, { min: 0, max: 1 }).safeParse('150%').error?.issues[0]?.message).toBe(
      'expected at most 100%, got 150%',
    );
  });

  it.each([duration, share, rate, size, bandwidth])('$noun survives being written and read again', (kind) => {
    const codec = quantity(kind, anything);
    const thousandths = fc.integer({ min: 0, max: 10_000_000 }).map((n) => (kind.whole ? n : n / 1_000));
    fc.assert(
      fc.property(thousandths, (value) => {
        expect(codec.parse(z.encode(codec, value))).toBe(value);
      }),
    );
  });
});
