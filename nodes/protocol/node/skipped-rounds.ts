/**
 * A node that would have nothing to do in its rounds skips them, and sets no timer. What makes it go on finds its rounds at the moments at
 * which they would have been.
 */
export class SkippedRounds {
  /** When the first of them would have been due, ms; infinite while none is skipped. */
  dueMs = Number.POSITIVE_INFINITY;

  get areSkipped(): boolean {
    return this.dueMs < Number.POSITIVE_INFINITY;
  }

  /** How long it is from now, ms, to the first round that is not over; from then on no more are skipped. */
  end(nowMs: number, intervalMs: number): number {
    const { dueMs } = this;
    this.dueMs = Number.POSITIVE_INFINITY;
    const missed = Math.max(0, Math.ceil((nowMs - dueMs) / intervalMs));
    return dueMs + missed * intervalMs - nowMs;
  }
}
