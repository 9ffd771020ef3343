import type { NodeRows } from './rows/node-rows.js';

/**
 * A node that would have nothing to do in its rounds leaves them out: a million idle nodes set no timer. What wakes it
 * finds its rounds at the moments at which they would have been.
 */
export class Rest {
  #dueMs: number | undefined;

  get isOn(): boolean {
    return this.#dueMs !== undefined;
  }

  /** The next round would have been due then, ms. */
  begin(dueMs: number): void {
    this.#dueMs = dueMs;
  }

  /** How long it is from now, ms, to the first round that is not over; the rest is over. */
  end(nowMs: number, intervalMs: number): number {
    const dueMs = this.#dueMs ?? nowMs;
    this.#dueMs = undefined;
    const missed = Math.max(0, Math.ceil((nowMs - dueMs) / intervalMs));
    return dueMs + missed * intervalMs - nowMs;
  }

  saveTo(rows: NodeRows): void {
    rows.putTime(this.#dueMs ?? Number.NaN);
  }

  loadFrom(rows: NodeRows): void {
    const dueMs = rows.getTime();
    this.#dueMs = Number.isNaN(dueMs) ? undefined : dueMs;
  }

  cancel(): void {
    this.#dueMs = undefined;
  }
}
