import { expect, it } from 'vitest';
import { cpuMsOf } from './cpu-time.js';

it.runIf(process.platform === 'linux')(
  'tells the CPU time of a process, which grows with what it computes',
  () => {
    const [before, own] = [cpuMsOf(process.pid)!, process.cpuUsage()];
    let sum = 0;
    while (process.cpuUsage(own).user < 300_000) for (let i = 0; i < 100_000; i += 1) sum += Math.sqrt(i);
    expect(sum).toBeGreaterThan(0);
    expect(cpuMsOf(process.pid)! - before).toBeGreaterThanOrEqual(200);
  },
);

it('tells none of a process that is not there', () => {
  expect(cpuMsOf(2 ** 30)).toBeUndefined();
});
