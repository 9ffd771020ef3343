import { expect, it } from 'vitest';
import type { Metrics } from '../../result/result.js';
import { cpuMsPerMessage, isEstimated, parseCost, priceOf } from './cost.js';

const simulated: Metrics = { sent: { bytesPerSecondPerNode: 1_000, messagesPerSecondPerNode: 20 } };
const spread = { p50: 30, max: 40 };
const late: Metrics = { fullDisseminationMs: { p50: 20, p99: '> deadline', max: '> deadline', count: 9 } };
const real: Metrics = { ...simulated, resources: { cpuMsPerSecond: spread, memoryMiB: spread } };

it.each([
  ['bytes', real, 1_000],
  ['messages', real, 20],
  ['cpu', real, 30],
  ['cpu', simulated, 20 * cpuMsPerMessage],
  ['bytes + 50*messages', simulated, 2_000],
  ['0.5 * sent.bytesPerSecondPerNode', simulated, 500],
  ['resources.memoryMiB.max', real, 40],
  ['resources.memoryMiB.max', simulated, undefined],
  ['fullDisseminationMs.p99', late, Number.POSITIVE_INFINITY],
  ['fullDisseminationMs.p99', simulated, undefined],
])('%s', (text, metrics, price) => {
  expect(priceOf(parseCost(text), metrics)).toBe(price);
});

it('tells which a simulation can but estimate', () => {
  expect(isEstimated(parseCost('bytes+cpu'))).toBe(true);
  expect(isEstimated(parseCost('bytes+messages'))).toBe(false);
});

it.each([
  ['byte', /unknown figure 'byte'; did you mean bytes\?/],
  ['bytes +', /unknown figure ''/],
  ['2*', /unknown figure ''/],
])('refuses %j', (text, reason) => {
  expect(() => parseCost(text)).toThrow(reason);
});
