import { expect, test } from 'vitest';
import { CpuProfiler } from './profiler.js';

function spendTimeVisibly(ms: number): void {
  for (const endMs = performance.now() + ms; performance.now() < endMs; );
}

test('a profile names what ran since the last one was taken, and only that', async () => {
  const profiler = new CpuProfiler();
  await profiler.take();
  spendTimeVisibly(50);
  const names = async () => (await profiler.take()).nodes.map(({ callFrame }) => callFrame.functionName);
  expect(await names()).toContain('spendTimeVisibly');
  expect(await names()).not.toContain('spendTimeVisibly');
});
