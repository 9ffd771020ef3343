import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cpuMsOf } from './cpu-time.js';
import { memoryMiB } from './serve-reader.js';

/** For the process to be up: it simulates a run first. */
const startLimitMs = 60_000;
const mostWaits = 30;
/** The process's CPU time is read so often while one waits, ms. */
const lookEveryMs = 100;

export interface ReaderOptions {
  /** An input that takes longer hangs, ms of CPU time: a busy machine is no finding. */
  readonly limitMs?: number;
  /** One that takes as long without so much CPU time hangs, too, ms. Default: 30 times the limit. */
  readonly waitMs?: number;
  /** The program that reads, given the name of the target. */
  readonly main?: string;
}

type Answer = {
  readonly ready?: true;
  readonly finding?: string;
  /** The process is not to be used again: it has taken too much memory. */
  readonly isSpoilt?: boolean;
};

/** Has inputs read in another process, anew after each that was its end. */
export class Reader {
  readonly #target: string;
  readonly #limit: { readonly cpuMs: number; readonly waitMs: number };
  readonly #main: string;
  #process: ChildProcess | undefined;

  constructor(target: string, options: ReaderOptions = {}) {
    this.#target = target;
    const cpuMs = options.limitMs ?? 2_000;
    this.#limit = { cpuMs, waitMs: options.waitMs ?? mostWaits * cpuMs };
    this.#main = options.main ?? fileURLToPath(new URL('reader-main.ts', import.meta.url));
  }

  /** What is wrong with how the input is read, twice; undefined where nothing is. */
  async read(input: string): Promise<string | undefined> {
    return (await this.#readOnce(input)) && (await this.#readOnce(input));
  }

  async #readOnce(input: string): Promise<string | undefined> {
    const child = await this.#started();
    child.send(input);
    const answer = await answerOf(child, this.#limit);
    if (typeof answer === 'string' || answer.isSpoilt) await this.end();
    return typeof answer === 'string' ? answer : answer.finding;
  }

  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async #started(): Promise<ChildProcess> {
    if (this.#process) return this.#process;
    const execArgv = ['--import', 'tsx', `--max-old-space-size=${memoryMiB}`];
    const child = fork(this.#main, [this.#target], {
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#process = child;
    const answer = await answerOf(child, { cpuMs: startLimitMs, waitMs: mostWaits * startLimitMs });
    if (typeof answer === 'string')
      throw new Error(`the reader of ${this.#target} does not start: ${answer}`);
    return child;
  }
}

/** Of the next input, or in words that there is none. */
function answerOf(
  child: ChildProcess,
  { cpuMs, waitMs }: { readonly cpuMs: number; readonly waitMs: number },
): Promise<Answer | string> {
  const pid = child.pid ?? 0;
  const [beganMs, cpuBeganMs] = [performance.now(), cpuMsOf(pid)];
  return new Promise((resolve) => {
    const done = (answer: Answer | string): void => {
      clearInterval(timer);
      child.off('message', done).off('exit', ended);
      resolve(answer);
    };
    const ended = (code: number | null, signal: string | null): void =>
      done(`the process ended (${code ?? signal}), as where memory exceeds ${memoryMiB} MiB`);
    const timer = setInterval(
      () => {
        const waitedMs = performance.now() - beganMs;
        const usedMs = cpuMsOf(pid);
        // Where the system does not tell, the time that passed stands for it.
        const tookMs = usedMs === undefined ? waitedMs : usedMs - (cpuBeganMs ?? 0);
        if (tookMs > cpuMs) done(`no end after ${cpuMs} ms of CPU time`);
        else if (waitedMs > waitMs) done(`no end after ${waitMs} ms, most of them idle`);
      },
      Math.min(lookEveryMs, cpuMs / 2),
    );
    child.on('message', done).on('exit', ended);
  });
}
