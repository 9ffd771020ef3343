import { expect, it } from 'vitest';
import { parseCost } from '../../../bench/search/tuning/cost.js';
import { parseThreshold } from '../../../bench/spec/thresholds.js';
import { planSizes } from './plan-sizes.js';
import { tune } from './tune.js';

it('that is interrupted before it simulated anything has an answer for every size: none', async () => {
  const input = {
    document: undefined,
    overrides: [],
    nodes: [5, 10],
    parameters: ['fanout=1..3'],
    slos: [{ threshold: parseThreshold('reach==1'), reserve: 0 }],
    costs: [parseCost('bytes')],
    under: ['none'],
    budget: {},
  };
  const { sizes, verdict } = await tune(await planSizes(input, 0), input, {
    folder: 'none',
    proof: undefined,
    onProgress: () => undefined,
    onNotice: () => undefined,
    onProofError: () => undefined,
    signal: AbortSignal.abort(),
  });
  expect(verdict.status).toBe('unknown');
  expect(sizes.map(({ nodes, why }) => [nodes, why])).toEqual([
    [5, ['Nothing was simulated before the search ended.']],
    [10, ['Nothing was simulated before the search ended.']],
  ]);
});
