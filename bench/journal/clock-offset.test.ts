import { describe, expect, it } from 'vitest';
import type { NodeControl } from '../../nodes/contract/client.js';
import { realClock } from '../../nodes/runtime/clock.js';
import { measureClockOffset, monotonicMs } from './clock-offset.js';

/** A node whose clock runs `behindMs` behind the harness's. */
const nodeBehind = (behindMs: number) =>
  ({ health: async () => ({ nowMs: monotonicMs() - behindMs }) }) as unknown as NodeControl;

describe('measureClockOffset', () => {
  it('finds the offset within the uncertainty that it states', async () => {
    const { offsetMs, uncertaintyMs } = await measureClockOffset(nodeBehind(5_000), realClock);
    expect(Math.abs(offsetMs - 5_000)).toBeLessThanOrEqual(uncertaintyMs + 1e-6);
  });

  it('says 0 where both read the same clock', async () => {
    expect((await measureClockOffset(nodeBehind(0), realClock)).offsetMs).toBe(0);
  });
});
