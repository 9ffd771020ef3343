import { expect, it } from 'vitest';
import { cpuLimitSchema, cpuQuota } from './cpu-limit.js';

it.each([
  [0.05, 5, 50_000_000],
  [0.01, 1, 10_000_000],
  [2, 100, 2_000_000_000],
])('a limit of %f cores runs %i ms of every 100', (cpus, runMs, nanoCpus) => {
  expect(cpuQuota(cpuLimitSchema.parse({ kind: 'cpuLimit', cpus }))).toEqual({
    periodMs: 100,
    runMs,
    nanoCpus,
  });
});

it('a limit of nothing is refused', () => {
  expect(cpuLimitSchema.safeParse({ kind: 'cpuLimit', cpus: 0 }).success).toBe(false);
});
