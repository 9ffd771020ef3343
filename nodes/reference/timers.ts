import type { TimerToken } from '../protocol/types.js';
import { monotonicMs } from './clock.js';

/** The longest delay that setTimeout keeps. */
const longestDelayMs = 2_147_483_647;

/** The core's timers on the event loop, and how late the worst of them came. */
export class ProtocolTimers {
  readonly #fire: (token: TimerToken) => void;
  readonly #pending = new Set<NodeJS.Timeout>();
  #worstLatenessMs = 0;

  constructor(fire: (token: TimerToken) => void) {
    this.#fire = fire;
  }

  set(token: TimerToken, delayMs: number): void {
    const dueMs = monotonicMs() + delayMs;
    const timer = setTimeout(
      () => {
        this.#pending.delete(timer);
        this.#worstLatenessMs = Math.max(this.#worstLatenessMs, monotonicMs() - dueMs);
        this.#fire(token);
      },
      Math.min(delayMs, longestDelayMs),
    );
    this.#pending.add(timer);
  }

  /** Worst lateness since the last reading, ms. setTimeout rounds to whole ms, so up to about 1 is no lateness. */
  takeWorstLatenessMs(): number {
    const worst = this.#worstLatenessMs;
    this.#worstLatenessMs = 0;
    return worst;
  }

  end(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
