import Table from 'cli-table3';
import { Bench, type Task } from 'tinybench';
import { authSuite } from '../micro/auth.js';
import { codecSuite } from '../micro/codec.js';
import { stepSuite } from '../micro/step.js';
import type { MicroSuite } from '../micro/suite.js';
import { viewSuite } from '../micro/view.js';

const suites: readonly MicroSuite[] = [codecSuite, viewSuite, stepSuite, authSuite];
const taskMs = 200;

/** A fixed piece of work whose time stands for this machine's speed: the last column is a ratio to it. */
function calibrate(): number {
  let state = 1;
  for (let i = 0; i < 1_000; i += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

/** Times everything on a node's hot path, side by side with a calibration loop of the same run. */
export async function benchMicro(): Promise<void> {
  for (const suite of suites) {
    const bench = new Bench({ name: suite.name, time: taskMs });
    bench.add('calibration: 1,000 steps of a linear congruence', calibrate);
    suite.addTo(bench);
    await bench.run();
    console.log(`${tableOf(suite.name, bench.tasks)}\n`);
  }
}

function tableOf(name: string, tasks: readonly Task[]): string {
  const table = new Table({
    head: [name, 'median µs', '± MAD', 'samples', 'ratio to calibration'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  const calibrationMs = latencyOf(tasks[0]!)!.p50;
  for (const task of tasks) {
    const latency = latencyOf(task);
    if (!latency) table.push([task.name, `failed: ${task.result.state}`, '', '', '']);
    else {
      const { p50, mad, samplesCount } = latency;
      table.push([task.name, micros(p50), micros(mad), samplesCount, (p50 / calibrationMs).toFixed(2)]);
    }
  }
  return table.toString();
}

const micros = (ms: number): string => (ms * 1_000).toFixed(2);

function latencyOf(task: Task) {
  return 'latency' in task.result ? task.result.latency : undefined;
}
