/**
 * Two clocks of one machine drift apart by so much at most, ms per ms: crystals differ by 5 to 30 µs/s, and a clock that the system disciplines is slewed
 * by at most 500 µs/s against one that it leaves alone (adjtimex(2)).
 */
const mostDrift = 550e-6;
/** Comparisons of so long after the first may take its place as the start of the slope. */
const startMs = 1_000;

/** One comparison: at `atMs` of the harness's clock, the offset was within `offsetMs` ± `uncertaintyMs`, half the round trip. */
interface Comparison {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly atMs: number;
}

/** What the offset gains in a ms, ms. */
interface Drift {
  readonly low: number;
  readonly high: number;
}

const anyDrift: Drift = { low: -mostDrift, high: mostDrift };

/**
 * Converts a node's times to the harness's clock. A node with the harness's own clock (CLOCK_MONOTONIC of one machine) is believed; any other is
 * compared by round trips (Cristian 1989). Of these the one with the least uncertainty is used, and a slope: whatever runs through all intervals since the
 * first (Duda et al. 1987, section 4), within `mostDrift`. The uncertainty grows with the age of the comparison by what is not known of the slope.
 */
export class NodeClock {
  #isShared = false;
  #first: Comparison | undefined;
  #best: Comparison | undefined;
  #drift = anyDrift;

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
    if (!this.#first || this.#isBetterStart(now, this.#first)) {
      this.#startAt(now);
      return;
    }
    if (now.atMs - this.#first.atMs > startMs) this.#narrowDrift(this.#first, now);
    if (uncertaintyMs <= this.uncertaintyAt(answeredMs)) this.#best = now;
  }

  toHarness(nodeMs: number): number {
    if (this.#isShared || !this.#best) return nodeMs;
    const { offsetMs, atMs } = this.#best;
    const { low, high } = this.#drift;
    return atMs + (nodeMs + offsetMs - atMs) / (1 - (low + high) / 2);
  }

  /** How far off a converted time may be, ms. */
  uncertaintyAt(nowMs: number): number {
    if (this.#isShared) return 0;
    if (!this.#best) return Number.POSITIVE_INFINITY;
    const { low, high } = this.#drift;
    return this.#best.uncertaintyMs + ((high - low) / 2) * Math.abs(nowMs - this.#best.atMs);
  }

  #isBetterStart(now: Comparison, first: Comparison): boolean {
    return now.atMs - first.atMs <= startMs && now.uncertaintyMs <= first.uncertaintyMs;
  }

  #startAt(comparison: Comparison): void {
    this.#first = comparison;
    this.#best = comparison;
    this.#drift = anyDrift;
  }

  /** No slope runs through all intervals where a clock was set, or stood still with its machine: then it begins anew. */
  #narrowDrift(first: Comparison, now: Comparison): void {
    const elapsedMs = now.atMs - first.atMs;
    const gained = now.offsetMs - first.offsetMs;
    const unsure = now.uncertaintyMs + first.uncertaintyMs;
    const low = Math.max(this.#drift.low, (gained - unsure) / elapsedMs);
    const high = Math.min(this.#drift.high, (gained + unsure) / elapsedMs);
    if (low > high) this.#startAt(now);
    else this.#drift = { low, high };
  }
}
