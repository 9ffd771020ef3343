import { setTimeout as delay } from 'node:timers/promises';

/** The time that a cluster lives in: the machine's, or a simulation's own. */
export interface Clock {
  /** Nothing that this machine does takes any of its time. */
  readonly isVirtual: boolean;
  /** The date of the experiment; a virtual one begins with Unix time. */
  date(): Date;
  /** CLOCK_MONOTONIC, or the virtual time since the simulation's start, ms with fraction. */
  nowMs(): number;
  /** Rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  isVirtual: false,
  date: () => new Date(),
  nowMs: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
