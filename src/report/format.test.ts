import { describe, expect, it } from 'vitest';
import { bytes, duration, formatNumber, latency, percent, quantityText } from './format.js';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [1.2, '1.2'],
    [45.678, '45.7'],
    [123.4, '123'],
    [1_234_567.8, '1,234,568'],
    [-7.777, '-7.78'],
    [2.5e-9, '2.50e-9'],
    [-1e20, '-1.00e+20'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('quantities', () => {
  it.each([
    [latency(352.4), '352 ms'],
    [latency('> deadline'), '> deadline'],
    [percent(1), '100 %'],
    [percent(0.9999), '> 99.9 %'],
    [percent(0.5), '50 %'],
    [percent(0), '0 %'],
    [bytes(1023), '1,023 B'],
    [bytes(1536), '1.5 KiB'],
    [bytes(3 * 1024 ** 2, '/s'), '3 MiB/s'],
    [duration(999), '999 ms'],
    [duration(42_300), '42.3 s'],
    [duration(125_000), '2 min 5 s'],
  ])('%# reads well', (figure, text) => {
    expect(quantityText(figure)).toBe(text);
  });
});
