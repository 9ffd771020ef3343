/** Crystals differ by so much at most, ms per ms (5 to 30 µs/s were seen): what a comparison is worth fades with its age. */
const driftPerMs = 50e-6;

interface Comparison {
  readonly offsetMs: number;
  /** Half the round trip. */
  readonly uncertaintyMs: number;
  readonly atMs: number;
}

/**
 * Converts a node's times to the harness's clock. A node with the harness's own clock (CLOCK_MONOTONIC of one machine) is believed; any other is
 * compared by round trips (Cristian 1989), of which the one with the least uncertainty is used, its own and that of the drift since.
 */
export class NodeClock {
  #isShared = false;
  #best: Comparison | undefined;

  /** @returns whether a time that the node took between `sentMs` and `answeredMs` of the harness's clock shows that it reads the same clock */
  declareShared(nodeMs: number, sentMs: number, answeredMs: number): boolean {
    this.#isShared = nodeMs >= sentMs - 1 && nodeMs <= answeredMs + 1;
    return this.#isShared;
  }

  get isShared(): boolean {
    return this.#isShared;
  }

  /** A round trip: the node said `nodeMs` between the two times. */
  compare(nodeMs: number, sentMs: number, answeredMs: number): void {
    const uncertaintyMs = (answeredMs - sentMs) / 2;
    const now = { offsetMs: (sentMs + answeredMs) / 2 - nodeMs, uncertaintyMs, atMs: answeredMs };
    if (!this.#best || uncertaintyMs <= this.uncertaintyAt(answeredMs)) this.#best = now;
  }

  toHarness(nodeMs: number): number {
    return this.#isShared ? nodeMs : nodeMs + (this.#best?.offsetMs ?? 0);
  }

  /** How far off a converted time may be, ms. */
  uncertaintyAt(nowMs: number): number {
    if (this.#isShared) return 0;
    if (!this.#best) return Number.POSITIVE_INFINITY;
    return this.#best.uncertaintyMs + driftPerMs * Math.max(0, nowMs - this.#best.atMs);
  }
}
