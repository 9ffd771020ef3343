import { readdir, readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Holdings, leaksBetween } from './soak-leaks.js';

export interface SoakOptions {
  /** It ends when either is reached. */
  readonly cycles: number;
  readonly limitMs: number;
  /** What is loaded, compiled and opened once is there after so many cycles. */
  readonly warmUpCycles: number;
  /** For temporary files, of the cycles alone. */
  readonly folder: string;
  readonly onCycle: (done: number, holdings: Holdings) => void;
}

export interface SoakResult {
  /** After the warm-up. */
  readonly cycles: number;
  readonly elapsedMs: number;
  readonly before: Holdings;
  readonly after: Holdings;
  readonly leaks: readonly string[];
}

/** Cycles between two reports. */
const reportEvery = 50;

/** Does the same over and over, and tells what is left of it. */
export async function soak(cycle: () => Promise<void>, options: SoakOptions): Promise<SoakResult> {
  for (let done = 0; done < options.warmUpCycles; done += 1) await cycle();
  const before = await holdings(options.folder);
  const startedMs = performance.now();
  let cycles = 0;
  while (cycles < options.cycles && performance.now() - startedMs < options.limitMs) {
    await cycle();
    cycles += 1;
    if (cycles % reportEvery === 0) options.onCycle(cycles, await holdings(options.folder));
  }
  const after = await holdings(options.folder);
  const elapsedMs = performance.now() - startedMs;
  return { cycles, elapsedMs, before, after, leaks: leaksBetween(before, after) };
}

async function holdings(folder: string): Promise<Holdings> {
  collectGarbage();
  return {
    descriptors: (await readdir('/proc/self/fd')).length,
    children: (await descendantsOf(process.pid)).length,
    heapBytes: process.memoryUsage().heapUsed,
    temporaryFiles: (await readdir(folder)).length,
  };
}

/** Without a flag of the process that runs it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}

async function descendantsOf(pid: number): Promise<number[]> {
  const children = await childrenOf(pid);
  const theirs = await Promise.all(children.map(descendantsOf));
  return [...children, ...theirs.flat()];
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []); // It has ended.
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')), // As above.
  );
  return lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number));
}
