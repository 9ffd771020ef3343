import { describe, expect, it } from 'vitest';
import { reportOf } from '../report.js';
import { publishedOrder } from './published-order.js';
import type { TradeOff } from './trade-off.js';

/** As simulated with 50 nodes. */
const simulated: readonly TradeOff[] = [
  [2, 2, 4_800, 390],
  [2, 4, 4_800, 390],
  [2, 6, 4_800, 390],
  [4, 2, 8_300, 40],
  [4, 4, 8_300, 2],
  [4, 6, 8_300, 1],
  [5, 2, 10_000, 21],
  [5, 4, 10_000, 1],
  [5, 6, 10_000, 0],
].map(([alpha, beta, firstDetectionMs, falsePositives]) => ({
  alpha: alpha!,
  beta: beta!,
  firstDetectionMs: firstDetectionMs!,
  falsePositives: falsePositives!,
}));
const broken = (change: (one: TradeOff) => Partial<TradeOff>): string[] =>
  publishedOrder(simulated.map((one) => ({ ...one, ...change(one) })))
    .filter(({ agrees }) => !agrees)
    .map(({ statement }) => statement);

it('agrees with what is published', () => {
  expect(broken(() => ({}))).toEqual([]);
});

describe('a broken detector is found out', () => {
  it('that ignores α', () => {
    expect(broken(() => ({ firstDetectionMs: 8_000 }))).toContain('first detection rises with α at β = 2');
  });

  it('whose time-outs no accuser brings down', () => {
    const slow = broken(({ firstDetectionMs, beta }) => ({
      firstDetectionMs: (firstDetectionMs * beta) / 2,
    }));
    expect(slow).toContain('first detection hardly depends on β at α = 5');
  });

  it('that errs as often with a long suspicion as with a short one', () => {
    const erring = broken(() => ({ falsePositives: 100 }));
    expect(erring).toContain('false positives fall with α at β = 4');
    expect(erring).toContain('β = 2 is not on the Pareto front at α = 4');
  });

  it('that lets β decide where no accusers are expected', () => {
    const erring = broken(({ alpha, beta, falsePositives }) => ({
      falsePositives: alpha === 2 ? falsePositives / beta : falsePositives,
    }));
    expect(erring).toContain('β changes no false positives at α = 2');
  });

  it('whose Pareto front has more on it, or less', () => {
    const front = 'the Pareto front is β = 6 at every α, and what errs as often there';
    // Faster with the lowest β, for more errors: a trade-off that is not published.
    const more = broken(({ alpha, beta }) => (alpha === 4 && beta === 2 ? { firstDetectionMs: 6_000 } : {}));
    expect(more).toContain(front);
    const less = broken(({ alpha, beta }) => (alpha === 5 && beta === 6 ? { falsePositives: 30 } : {}));
    expect(less).toContain(front);
    expect(broken(() => ({ falsePositives: 100 }))).not.toContain(front);
  });

  it('that errs more often with a higher β, with exit code 1', () => {
    const erring = simulated.map((one) => ({ ...one, falsePositives: one.falsePositives * one.beta }));
    const order = publishedOrder(erring);
    const { text, exitCode } = reportOf({
      tables: [],
      rounds: [],
      nights: [],
      lifeguard: { tradeOffs: erring, order },
    });
    expect(exitCode).toBe(1);
    expect(text).toContain('not so: false positives do not rise with β at α = 2');
  });
});
