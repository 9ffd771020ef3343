import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeClock } from './node-clock.js';

/** A clock that was 0 at `originMs` of the harness, and gains `drift` ms a ms. */
const nodeMs = (harnessMs: number, originMs: number, drift: number): number =>
  (harnessMs - originMs) * (1 + drift);

/** Compared once a second, each time with a round trip of these ms, of which `share` is the way there. */
function compared(trips: readonly { tripMs: number; share: number }[], originMs: number, drift: number) {
  const clock = new NodeClock();
  for (const [i, { tripMs, share }] of trips.entries()) {
    const sentMs = 1_000 * i;
    clock.compare(nodeMs(sentMs + share * tripMs, originMs, drift), sentMs, sentMs + tripMs);
  }
  return clock;
}

const trip = fc.record({
  tripMs: fc.double({ min: 0.05, max: 40, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the clock of a node', () => {
  it('is never further off than it says, whatever its origin, drift and round trips', () => {
    fc.assert(
      fc.property(
        fc.array(trip, { minLength: 1, maxLength: 60 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -500e-6, max: 500e-6, noNaN: true }),
        fc.double({ min: -5_000, max: 5_000, noNaN: true }),
        (trips, originMs, drift, agoMs) => {
          const clock = compared(trips, originMs, drift);
          const atMs = 1_000 * (trips.length - 1) + agoMs;
          const offMs = Math.abs(clock.toHarness(nodeMs(atMs, originMs, drift)) - atMs);
          expect(offMs).toBeLessThanOrEqual(clock.uncertaintyAt(atMs) * 1.002 + 1e-6);
        },
      ),
    );
  });

  it('learns its slope: after a minute it is sure of a drift that it could not assume', () => {
    const trips = Array.from({ length: 60 }, () => ({ tripMs: 0.2, share: 0.5 }));
    const clock = compared(trips, 123, 400e-6);
    const inTenSecondsMs = 69_000;
    expect(clock.uncertaintyAt(inTenSecondsMs)).toBeLessThan(0.2);
    expect(clock.toHarness(nodeMs(inTenSecondsMs, 123, 400e-6))).toBeCloseTo(inTenSecondsMs, 1);
  });

  it('begins anew where no slope explains what was seen', () => {
    const clock = compared(
      [
        { tripMs: 1, share: 0.5 },
        { tripMs: 1, share: 0.5 },
      ],
      0,
      0,
    );
    // It was set back by five seconds.
    clock.compare(7_000, 12_000, 12_001);
    expect(clock.toHarness(7_000)).toBe(12_000.5);
    expect(clock.uncertaintyAt(12_001)).toBe(0.5);
  });

  it('is believed where it reads the same clock, and of unknown offset before the first comparison', () => {
    const clock = new NodeClock();
    expect(clock.uncertaintyAt(0)).toBe(Number.POSITIVE_INFINITY);
    expect(clock.declareShared(500, 499, 502)).toBe(true);
    expect([clock.toHarness(77), clock.uncertaintyAt(1e6)]).toEqual([77, 0]);
    expect(new NodeClock().declareShared(100, 499, 502)).toBe(false);
  });
});
