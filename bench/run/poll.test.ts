import { describe, expect, it } from 'vitest';
import { realClock } from '../../nodes/runtime/clock.js';
import { pollUntil, repeat } from './poll.js';

const signal = new AbortController().signal;

describe('pollUntil', () => {
  it('looks until it is true', async () => {
    let looks = 0;
    const seen = await pollUntil(async () => ++looks === 3, {
      everyMs: 1,
      limitMs: 5_000,
      signal,
      clock: realClock,
    });
    expect([seen, looks]).toEqual([true, 3]);
  });

  it('looks at least once and gives up at the limit', async () => {
    let looks = 0;
    const look = async () => ++looks < 0;
    expect(await pollUntil(look, { everyMs: 1, limitMs: 0, signal, clock: realClock })).toBe(false);
    expect(looks).toBe(1);
  });
});

describe('repeat', () => {
  it('calls again and again until it is stopped', async () => {
    let ticks = 0;
    const ticking = repeat(async () => void ticks++, 1, realClock);
    await expect.poll(() => ticks).toBeGreaterThan(2);
    await ticking.stop();
    const after = ticks;
    await new Promise((resolve) => setImmediate(resolve));
    expect(ticks).toBe(after);
  });

  it('hands a failure to whoever stops it', async () => {
    const ticking = repeat(
      async () => {
        throw new Error('unreachable');
      },
      1,
      realClock,
    );
    await expect(ticking.stop()).rejects.toThrow('unreachable');
  });
});
