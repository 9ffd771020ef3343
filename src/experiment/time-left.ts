/** Estimates by what the cells that are done took, for what they were expected to. */
export class TimeLeft {
  readonly #costs: readonly number[];
  readonly #startedMs = performance.now();

  constructor(costs: readonly number[]) {
    this.#costs = costs;
  }

  /** Undefined before the first cell is done. */
  leftMs(done: number): number | undefined {
    const sum = (costs: readonly number[]): number => costs.reduce((total, cost) => total + cost, 0);
    const doneCost = sum(this.#costs.slice(0, done));
    if (doneCost === 0) return undefined;
    return ((performance.now() - this.#startedMs) / doneCost) * sum(this.#costs.slice(done));
  }
}
