import { expect, test } from 'vitest';
import { readStats } from './container-resources.js';

type Stats = Parameters<typeof readStats>[0];

function stats(memory: object): Stats {
  return { cpu_stats: { cpu_usage: { total_usage: 1_500_000_000 } }, memory_stats: memory } as Stats;
}

test.each([
  ['cgroup v1', { usage: 100, stats: { total_inactive_file: 30, inactive_file: 20 } }, 70],
  ['cgroup v2', { usage: 100, stats: { inactive_file: 20 } }, 80],
  ['a cache larger than all', { usage: 100, stats: { inactive_file: 200 } }, 0],
])('memory leaves the page cache out: %s', (_, memory, memoryBytes) => {
  expect(readStats(stats(memory))).toEqual({ cpuMs: 1_500, memoryBytes });
});

test('a container that does not run has no reading', () => {
  expect(readStats(stats({}))).toBeUndefined();
});
