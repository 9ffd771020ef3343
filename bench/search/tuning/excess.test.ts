import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../result/result.js';
import { parseThreshold } from '../../spec/thresholds.js';
import { isExact, keptBy } from './excess.js';

const full = (p99: number | '> deadline'): Metrics => ({
  fullDisseminationMs: { p50: 1, p99, max: p99, count: 100 },
});
const slo = (text: string, reserve = 0) => ({ threshold: parseThreshold(text), reserve });

describe('how far a promise is missed', () => {
  it('is the logarithm of the ratio to its limit', () => {
    expect(keptBy(slo('fullDisseminationMs.p99<1s'), full(500))!.excess).toBeCloseTo(Math.log(0.5), 12);
    expect(keptBy(slo('fullDisseminationMs.p99<1s'), full(2_000))!.excess).toBeCloseTo(Math.log(2), 12);
    expect(keptBy(slo('fullDisseminationMs.p99>1s'), full(2_000))!.excess).toBeCloseTo(-Math.log(2), 12);
  });

  it('counts from a limit that is nearer by the reserve', () => {
    expect(keptBy(slo('fullDisseminationMs.p99<1s', 0.1), full(950))!.excess).toBeCloseTo(
      Math.log(950 / 900),
      12,
    );
    expect(keptBy(slo('reach==1', 0.1), { reach: 1 })!.excess).toBeLessThan(0);
  });

  it('is as far as it goes where the figure is no number', () => {
    expect(keptBy(slo('fullDisseminationMs.p99<1s'), full('> deadline'))).toEqual({
      measured: '> deadline',
      excess: 6,
    });
  });

  it('is unknown where the figure was not measured', () => {
    expect(keptBy(slo('reach==1'), {})).toBeUndefined();
  });

  it('is above 0 exactly where the promise is broken', () => {
    const anyOperator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
    const anyFigure = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(anyOperator, anyFigure, anyFigure, (operator, value, figure) => {
        const { excess } = keptBy(slo(`fullDisseminationMs.p99${operator}${value}`), full(figure))!;
        const kept = {
          '<': figure < value,
          '<=': figure <= value,
          '>': figure > value,
          '>=': figure >= value,
          '==': figure === value,
          '!=': figure !== value,
        };
        expect(excess < 0).toBe(kept[operator]);
        expect(excess > 0).toBe(!kept[operator]);
      }),
    );
  });
});

it.each([
  ['reach==1', true],
  ['reach>=99.9%', true],
  ['detection.falsePositives<=0', true],
  ['fullDisseminationMs.p99<1s', false],
])('%s is a matter of yes or no: %s', (text, exact) => {
  expect(isExact(parseThreshold(text))).toBe(exact);
});
