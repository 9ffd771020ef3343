/**
 * Lifeguard's local health multiplier (Dadgar 2018, section IV-A): how far this node distrusts itself. Missed nacks, failed probes
 * without helpers and suspicions of itself raise it, answered probes lower it; probe interval and time-out grow with it.
 */
export class LocalHealth {
  #score = 0;

  /** 0 is healthy. */
  get score(): number {
    return this.#score;
  }

  apply(delta: number, max: number): void {
    this.#score = Math.min(max, Math.max(0, this.#score + delta));
  }

  scale(ms: number): number {
    return ms * (this.#score + 1);
  }
}
