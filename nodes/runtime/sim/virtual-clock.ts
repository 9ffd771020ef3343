import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.js';

/** What happens in virtual time. */
export interface VirtualTime {
  readonly nowMs: number;
  after(delayMs: number, run: () => void): void;
  runNext(untilMs: number): boolean;
}

/** Most events, and about the longest time, between two looks at the rest of the process: signals, progress. */
const burst = 5_000;
const burstMs = 100;
/** One event of thousands of nodes may take a millisecond: the time is read after so many. */
const eventsAReading = 50;

/**
 * The clock of a simulation, which goes on only while somebody sleeps on it: whoever is awake acts in no time. So a program that awaits
 * nothing but this clock, and what is answered at once, does the same things at the same virtual moments on every machine.
 */
export class VirtualClock implements Clock {
  readonly isVirtual = true;
  #time: VirtualTime | undefined;
  #sleepers = 0;
  #isRunning = false;
  #hasWoken = false;

  /** Its time begins to go with the simulation. */
  begin(time: VirtualTime): void {
    this.#time = time;
  }

  date(): Date {
    return new Date(this.nowMs());
  }

  nowMs(): number {
    return this.#time?.nowMs ?? 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const time = this.#time;
      if (time === undefined) throw new Error('nothing is simulated yet: nobody can wait for it');
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      let isOver = false;
      const end = (): boolean => {
        if (isOver) return false;
        isOver = true;
        this.#sleepers -= 1;
        signal?.removeEventListener('abort', abort);
        return true;
      };
      const abort = (): void => {
        if (end()) reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers += 1;
      time.after(ms, () => {
        if (!end()) return;
        this.#hasWoken = true;
        resolve();
      });
      if (!this.#isRunning) void this.#run(time);
    });
  }

  async #run(time: VirtualTime): Promise<void> {
    this.#isRunning = true;
    for (;;) {
      // By the next turn of the event loop whoever was woken has done what there was to do, and sleeps again.
      await nextTurn();
      if (this.#sleepers === 0) break;
      this.#hasWoken = false;
      this.#runBurst(time);
    }
    this.#isRunning = false;
  }

  /** For itself: the compiler makes less of a loop within what is asynchronous. */
  #runBurst(time: VirtualTime): void {
    const untilMs = performance.now() + burstMs;
    for (let event = 0; event < burst && !this.#hasWoken; event += 1) {
      if (event % eventsAReading === 0 && performance.now() > untilMs) return;
      time.runNext(Number.POSITIVE_INFINITY);
    }
  }
}
