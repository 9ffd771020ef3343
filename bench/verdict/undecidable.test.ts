import { expect, it } from 'vitest';
import { parseThreshold } from '../spec/thresholds.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import { undecidable } from './undecidable.js';

const spec = resolvedSpec({
  workload: { updates: 5, ratePerSecond: 20 },
  phases: { durationMs: 2_000 },
  cluster: { nodes: 4 },
});

it.each([
  ['fullDisseminationMs.p99<1s', 'needs 100 samples, and this spec makes about 45'],
  ['load.dueToEverywhereMs.p99<1s', 'makes about 40'],
  ['propagationLatencyMs.p999<1s', 'needs 1000 samples, and this spec makes about 135'],
])('%s is known to be undecidable before the run', (threshold, text) => {
  expect(undecidable(spec, [parseThreshold(threshold)])).toEqual([expect.stringContaining(text)]);
});

it.each([
  'fullDisseminationMs.p50<1s',
  'propagationLatencyMs.p99<1s',
  'reach==1',
  'fullDisseminationMs.max<1s',
])('%s can be decided', (threshold) => {
  expect(undecidable(spec, [parseThreshold(threshold)])).toEqual([]);
});
