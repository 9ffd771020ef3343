import { describe, expect, it } from 'vitest';
import { Ledger, type Outcome } from './ledger.js';
import { verdictOf } from './standing.js';

const outcome = (price: number): Outcome => ({ kept: [{ measured: 500, excess: -0.7 }], prices: [price] });

function ledgerOf(prices: readonly (readonly number[])[]): Ledger {
  const ledger = new Ledger({ scenarios: 1, exact: [false], costs: 1 });
  for (const [level, told] of prices.entries()) {
    for (const [repetition, price] of told.entries())
      ledger.tell({ setting: [level], scenario: 0, repetition }, outcome(price));
  }
  return ledger;
}

describe('a setting whose price is no number in some run', () => {
  const ledger = ledgerOf([
    [100, 102, 98],
    [90, Number.POSITIVE_INFINITY, 91],
  ]);

  it('is not priced, and so keeps nothing', () => {
    const standing = ledger.standing([1])!;
    expect(standing.prices).toBeUndefined();
    expect(verdictOf(standing)).toBe('open');
  });

  it('does not make the others’ prices uncertain', () => {
    const [price] = ledger.standing([0])!.prices!;
    expect(price!.value).toBeCloseTo(100, 0);
    expect(price!.high / price!.low).toBeLessThan(1.2);
    expect(verdictOf(ledger.standing([0])!)).toBe('kept');
  });
});
