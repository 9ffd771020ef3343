import { readFileSync } from 'node:fs';
import { resourcesIn } from './process-resources.js';

/** Whose time counts. */
export type CountedThreads = 'main' | 'all';

/** The period of the kernel's own bandwidth control (CFS, its default). */
const periodMs = 100;
const lookEveryMs = 5;

/**
 * Holds a process to a share of a core, as the kernel's bandwidth control does, where no control group of one's own can
 * be had: when the process has used up its time of a period it is stopped, and goes on with the next period. The time is
 * that of its main thread (proc(5), schedstat), on which a node of the reference does its work, or that of all threads (stat, in steps of 10 ms);
 * where the system does not report it, the process runs for its share of each period.
 */
export class CpuThrottle {
  readonly #cpuMs: () => number | undefined;
  readonly #quotaMs: number;
  readonly #hold: (held: boolean) => void;
  readonly #timer: NodeJS.Timeout;
  #periodStartMs = performance.now();
  #usedMs: number | undefined;
  /** Negative: a debt, which the next periods pay. */
  #leftMs: number;
  #held = false;

  constructor(pid: number, cpus: number, threads: CountedThreads, hold: (held: boolean) => void) {
    this.#cpuMs = () => (threads === 'main' ? mainThreadMs(pid) : allThreadsMs(pid));
    this.#quotaMs = cpus * periodMs;
    this.#leftMs = this.#quotaMs;
    this.#hold = hold;
    this.#usedMs = this.#cpuMs();
    this.#timer = setInterval(() => this.#look(performance.now()), lookEveryMs);
  }

  /** The process runs freely again. */
  end(): void {
    clearInterval(this.#timer);
    this.#set(false);
  }

  #look(nowMs: number): void {
    const periods = Math.floor((nowMs - this.#periodStartMs) / periodMs);
    if (!this.#held) this.#charge(nowMs);
    if (periods > 0) {
      this.#periodStartMs += periods * periodMs;
      this.#leftMs = Math.min(this.#quotaMs, this.#leftMs + periods * this.#quotaMs);
    }
    this.#set(this.#leftMs <= 0);
  }

  #charge(nowMs: number): void {
    const usedMs = this.#cpuMs();
    if (usedMs !== undefined && this.#usedMs !== undefined) this.#leftMs -= usedMs - this.#usedMs;
    else if (nowMs - this.#periodStartMs >= this.#quotaMs) this.#leftMs = 0;
    this.#usedMs = usedMs;
  }

  #set(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    this.#hold(held);
  }
}

function mainThreadMs(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    // It has ended, or this is no Linux.
    return undefined;
  }
}

function allThreadsMs(pid: number): number | undefined {
  try {
    return resourcesIn(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.cpuMs;
  } catch {
    return undefined;
  }
}
