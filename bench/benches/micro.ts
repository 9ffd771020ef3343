import Table from 'cli-table3';
import { Bench, type Task } from 'tinybench';
import { changeText, committedFigures, figureName, keepFigures, type MicroFigures } from './micro/figures.js';
import { microSuites } from './micro/suites.js';

const taskMs = 200;

/** A fixed piece of work whose time stands for this machine's speed: ratios to it can be compared between machines. */
function calibrate(): number {
  let state = 1;
  for (let i = 0; i < 1_000; i += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

/**
 * Times everything on a node's hot path, side by side with a calibration loop of the same run, and compares with the committed
 * figures by what is left of a time when the machine is taken out.
 */
export async function benchMicro(): Promise<void> {
  await measure();
}

/** The same, and keeps its figures as those that later runs are compared with. */
export async function benchMicroKeep(): Promise<void> {
  keepFigures(await measure());
}

async function measure(): Promise<MicroFigures> {
  const then = committedFigures();
  const now: MicroFigures = {};
  for (const suite of microSuites) {
    const bench = new Bench({ name: suite.name, time: taskMs });
    bench.add('calibration: 1,000 steps of a linear congruence', calibrate);
    suite.addTo(bench);
    await bench.run();
    const figures = figuresOf(suite.name, bench.tasks);
    Object.assign(now, figures);
    console.log(`${tableOf(suite.name, bench.tasks, figures, then)}\n`);
  }
  return now;
}

/** Every task that ran, over the calibration, which is the first. */
function figuresOf(suite: string, [calibration, ...tasks]: readonly Task[]): MicroFigures {
  const calibrationMs = latencyOf(calibration!)!.p50;
  return Object.fromEntries(
    tasks.flatMap((task) => {
      const latency = latencyOf(task);
      const rounded = latency && Number((latency.p50 / calibrationMs).toPrecision(3));
      return rounded ? [[figureName(suite, task.name), rounded]] : [];
    }),
  );
}

function tableOf(name: string, tasks: readonly Task[], figures: MicroFigures, then: MicroFigures): string {
  const table = new Table({
    head: [name, 'median µs', '± MAD', 'samples', 'ratio to calibration', 'over the committed one'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const task of tasks) table.push(rowOf(task, figureName(name, task.name), figures, then));
  return table.toString();
}

function rowOf(task: Task, figure: string, figures: MicroFigures, then: MicroFigures): (string | number)[] {
  const latency = latencyOf(task);
  if (!latency) return [task.name, `failed: ${task.result.state}`, '', '', '', ''];
  const { p50, mad, samplesCount } = latency;
  const ratio = figures[figure];
  const compared = ratio === undefined ? ['', ''] : [String(ratio), changeText(ratio, then[figure])];
  return [task.name, micros(p50), micros(mad), samplesCount, ...compared];
}

const micros = (ms: number): string => (ms * 1_000).toFixed(2);

function latencyOf(task: Task) {
  return 'latency' in task.result ? task.result.latency : undefined;
}
