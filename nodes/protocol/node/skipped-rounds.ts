/**
 * A node that would have nothing to do in its rounds skips them, and sets no timer. What makes it go on finds its rounds at the moments at
 * which they would have been.
 */
export class SkippedRounds {
  /** When the first of them would have been due, ms; undefined while none is skipped. */
  dueMs: number | undefined;

  /** How long it is from now, ms, to the first round that is not over; from then on no more are skipped. */
  end(nowMs: number, intervalMs: number): number {
    const dueMs = this.dueMs ?? nowMs;
    this.dueMs = undefined;
    const missed = Math.max(0, Math.ceil((nowMs - dueMs) / intervalMs));
    return dueMs + missed * intervalMs - nowMs;
  }
}
