import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes } from '../../nodes/protocol/node/config.js';
import {
  lifeguardTimeoutMs,
  retransmitLimit,
  suspicionTimeoutMs,
  swimFirstDetectionMs,
} from './detection.js';
import { infectAndDieResidue, infectionCurve, serfConvergence } from './infection.js';
import { type EpidemicSetting, expectedRounds, pullRounds, pushPullRounds, pushRounds } from './rounds.js';

const ideal = (nodes: number, fanout = 1): EpidemicSetting => ({ nodes, fanout, loss: 0, failed: 0 });

describe('expected rounds', () => {
  it('of push at n = 1,000 are log2 n + ln n = 16.87 (Pittel 1987)', () => {
    expect(pushRounds(ideal(1_000))).toBeCloseTo(9.9658 + 6.9078, 3);
  });

  it('of push at n = 10,000 are 13.29 + 9.21', () => {
    expect(pushRounds(ideal(10_000))).toBeCloseTo(13.2877 + 9.2103, 3);
  });

  it('of pull at n = 1,000 are log2 n + log2 ln n = 12.75', () => {
    expect(pullRounds(ideal(1_000))).toBeCloseTo(9.9658 + 2.7882, 3);
  });

  it('of push-pull have the leading term log3 n (Karp 2000)', () => {
    expect(pushPullRounds(ideal(1_000)) - Math.log2(Math.log(1_000))).toBeCloseTo(6.2877, 3);
  });

  it('grow with nodes, loss and failures, and fall with fanout, in every mode', () => {
    for (const mode of modes) {
      const rounds = expectedRounds[mode];
      const base = { nodes: 500, fanout: 2, loss: 0.1, failed: 0.1 };
      expect(rounds({ ...base, nodes: 1_000 })).toBeGreaterThan(rounds(base));
      expect(rounds({ ...base, loss: 0.3 })).toBeGreaterThan(rounds(base));
      expect(rounds({ ...base, failed: 0.3 })).toBeGreaterThan(rounds(base));
      expect(rounds({ ...base, fanout: 4 })).toBeLessThan(rounds(base));
    }
  });
});

describe('the infection recurrence', () => {
  it('informs at most 1 + f nodes in the first round, and nearly that in a large cluster', () => {
    expect(infectionCurve('push', ideal(1_000_000, 3))[1]).toBeCloseTo(4, 4);
  });

  it('lies within two rounds, the O(1) of the theorem, of the formula of Pittel, at n = 1,000 and 10,000', () => {
    for (const nodes of [1_000, 10_000]) {
      expect(
        Math.abs(infectionCurve('push', ideal(nodes)).length - 1 - pushRounds(ideal(nodes))),
      ).toBeLessThan(2);
    }
  });

  it('never falls and never passes n', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modes),
        fc.integer({ min: 2, max: 5_000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (mode, nodes, fanout, loss) => {
          const curve = infectionCurve(mode, { nodes, fanout, loss, failed: 0 }, 200);
          expect(
            curve.every((count, t) => count >= (curve[t - 1] ?? 1) - 1e-9 && count <= nodes + 1e-6),
          ).toBe(true);
        },
      ),
    );
  });

  it('is faster by push-pull than by push or pull alone', () => {
    const rounds = (mode: 'push' | 'pull' | 'push-pull') => infectionCurve(mode, ideal(1_000)).length;
    expect(rounds('push-pull')).toBeLessThan(Math.min(rounds('push'), rounds('pull')));
  });
});

describe('infect and die', () => {
  it.each([
    [1, 1],
    [2, 0.2032],
    [3, 0.0595],
    [4, 0.0198],
  ])('with F = %d leaves a residue of %d', (fanout, residue) => {
    expect(infectAndDieResidue(fanout)).toBeCloseTo(residue, 4);
  });
});

describe("Serf's convergence curve", () => {
  it('begins near 1/n and passes one half at ln(n + 1) / (f/2) rounds', () => {
    const setting = ideal(30, 3);
    expect(serfConvergence(0, setting)).toBeCloseTo(1 / 32, 6);
    expect(serfConvergence(Math.log(31) / 1.5, setting)).toBeCloseTo(0.5, 6);
  });
});

describe('detection', () => {
  it('by SWIM takes T′ e/(e − 1) = 1.58 T′ when all others are healthy', () => {
    expect(swimFirstDetectionMs(1_000, 1)).toBeCloseTo(1_581.98, 1);
  });

  it.each([
    [9, 4],
    [10, 8],
    [99, 8],
    [100, 12],
  ])("memberlist's retransmit limit at multiplier 4 and %d nodes is %d", (nodes, limit) => {
    expect(retransmitLimit(4, nodes)).toBe(limit);
  });

  it.each([
    [5, 4_000],
    [10, 4_000],
    [100, 8_000],
  ])("memberlist's suspicion time-out at multiplier 4, 1 s and %d nodes is %d ms", (nodes, timeoutMs) => {
    expect(suspicionTimeoutMs(4, nodes, 1_000)).toBe(timeoutMs);
  });

  it('shrinks the time-out from max to min as confirmations come in (values of the memberlist test of k = 3, 2 s to 30 s)', () => {
    const timeouts = [0, 1, 2, 3].map((n) => Math.floor(lifeguardTimeoutMs(2_000, 30_000, n, 3)));
    expect(timeouts).toEqual([30_000, 16_000, 7_810, 2_000]);
  });
});
