import { describe, expect, it } from 'vitest';
import type { Leg } from './judge-canaries.js';
import { judgeLinks } from './judge-links.js';

const leg = (lost: number, expectedLoss = 0, delayMs = 1): Leg => ({
  link: { from: 0, to: 1 },
  stream: 'upstream',
  expected: { latencyMs: 0, maxLatencyMs: 0, loss: expectedLoss },
  trials: 10,
  lost,
  delaysMs: Array.from({ length: 10 - lost }, () => delayMs),
});

const reasons = (touched: Leg[], others: Leg[] = []): readonly string[] =>
  judgeLinks(20, touched, others).reasons;

describe('canaries in the middle of a run', () => {
  it('believe a cut that nothing passes, and measure its loss alone', () => {
    expect(judgeLinks(20, [leg(10, 1)], [leg(0)])).toMatchObject({
      reasons: [],
      measured: { probes: 20, loss: { fraction: 1 } },
    });
  });

  it('do not believe a cut that one of them passes', () => {
    expect(reasons([leg(9, 1)])).toEqual(['1 of 10 canaries passed n0-n1 upstream, which is cut']);
  });

  it('do not believe a heal after which nothing passes', () => {
    expect(reasons([leg(10)])[0]).toContain('100.0 % of the canaries were lost');
  });

  it('grant a busy machine its delay, but no delay that is missing', () => {
    expect(reasons([leg(0, 0, 60)])).toEqual([]);
    const asked = { latencyMs: 80, maxLatencyMs: 80, loss: 0 };
    expect(reasons([{ ...leg(0), expected: asked }])[0]).toContain('requested 80.0 ms');
  });

  it('tell when the other links carry nothing either: then it is not the fault', () => {
    expect(reasons([leg(10, 1)], [leg(6)])).toEqual([
      '6 of 10 canaries were lost on links that the fault does not affect',
    ]);
    expect(reasons([leg(10, 1)], [leg(5)])).toEqual([]);
  });
});
