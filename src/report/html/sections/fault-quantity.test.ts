import { describe, expect, it } from 'vitest';
import { faultQuantity, fieldName } from './fault-quantity.js';

describe('faultQuantity', () => {
  it.each([
    ['latencyMs', 20, '20 ms'],
    ['latencyMs', { p50: 20.9, p05: 16.1, p95: 26.4 }, 'median 20.9 ms (5 % to 95 %: 16.1 ms to 26.4 ms)'],
    ['loss', 0.05, '5 %'],
    ['loss', { fraction: 0.046, low: 0.029, high: 0.068 }, '4.6 % (95 % interval 2.9 % to 6.8 %)'],
    ['rateKBps', 0, 'no limit'],
    ['rateKBps', 125, '125 KB/s'],
    ['probes', 240, '240'],
    ['mode', 'drop', 'drop'],
    ['targets', [1, 2], '[1,2]'],
    ['window', { startMs: 1 }, 'startMs 1 ms'],
    ['jitterMs', undefined, '–'],
  ])('writes %s %j as %s', (field, value, text) => {
    expect(faultQuantity(field, value)).toBe(text);
  });

  it('names a field without its unit', () => {
    expect(['latencyMs', 'rateKBps', 'firstHop'].map(fieldName)).toEqual(['latency', 'rate', 'first hop']);
  });
});
