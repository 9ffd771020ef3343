import type { NodeRow } from '../rows/node-row.js';

/**
 * A node that would have nothing to do in its rounds leaves them out: a million idle nodes set no timer. What wakes it
 * finds its rounds at the moments at which they would have been.
 */
export class Rest {
  readonly #row: NodeRow;

  constructor(row: NodeRow) {
    this.#row = row;
  }

  get isOn(): boolean {
    return this.#row.isResting === 1;
  }

  /** The next round would have been due then, ms. */
  begin(dueMs: number): void {
    this.#row.isResting = 1;
    this.#row.restDueMs = dueMs;
  }

  /** How long it is from now, ms, to the first round that is not over; the rest is over. */
  end(nowMs: number, intervalMs: number): number {
    const dueMs = this.#row.restDueMs;
    this.cancel();
    const missed = Math.max(0, Math.ceil((nowMs - dueMs) / intervalMs));
    return dueMs + missed * intervalMs - nowMs;
  }

  cancel(): void {
    this.#row.isResting = 0;
  }
}
