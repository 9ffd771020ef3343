import { type Runs, subtractRuns } from './runs.js';

const none: Runs = [];

/**
 * A set of integers from 1 on, kept as a contiguous prefix and the runs above it. In the common case (all held in order)
 * it is one number, and an addition is an increment.
 */
export class IntervalSet {
  /** Every integer from 1 to this is in; 0 when 1 is not. */
  prefix = 0;
  #ranges: number[] | undefined;

  /** The runs above the prefix. Changes with the set: copy it to keep it. */
  get ranges(): Runs {
    return this.#ranges ?? none;
  }

  /** All runs, the prefix among them, as a copy. */
  runs(): number[] {
    return this.prefix > 0 ? [1, this.prefix, ...this.ranges] : [...this.ranges];
  }

  has(value: number): boolean {
    if (value <= this.prefix) return value >= 1;
    if (this.#ranges === undefined) return false;
    const at = this.#firstEndingFrom(value);
    return at < this.#ranges.length && this.#ranges[at]! <= value;
  }

  /** Adds lo..hi, both included. */
  add(lo: number, hi = lo): void {
    if (lo > this.prefix + 1) this.#insert(lo, hi);
    else if (hi > this.prefix) this.#extendPrefix(hi);
  }

  /** Adds lo..hi and returns the runs of it that were not in before. */
  addFresh(lo: number, hi: number): number[] {
    const fresh = subtractRuns([lo, hi], this.runs());
    this.add(lo, hi);
    return fresh;
  }

  #extendPrefix(hi: number): void {
    this.prefix = hi;
    const ranges = this.#ranges;
    if (ranges === undefined) return;
    let absorbed = 0;
    while (absorbed < ranges.length && ranges[absorbed]! <= this.prefix + 1) {
      this.prefix = Math.max(this.prefix, ranges[absorbed + 1]!);
      absorbed += 2;
    }
    if (absorbed === ranges.length) this.#ranges = undefined;
    else if (absorbed > 0) ranges.splice(0, absorbed);
  }

  #insert(lo: number, hi: number): void {
    this.#ranges ??= [];
    const ranges = this.#ranges;
    const first = this.#firstEndingFrom(lo - 1);
    let end = first;
    let from = lo;
    let to = hi;
    while (end < ranges.length && ranges[end]! <= hi + 1) {
      from = Math.min(from, ranges[end]!);
      to = Math.max(to, ranges[end + 1]!);
      end += 2;
    }
    ranges.splice(first, end - first, from, to);
  }

  /** Index of the first range whose end is `value` or more. */
  #firstEndingFrom(value: number): number {
    const ranges = this.ranges;
    let low = 0;
    let high = ranges.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ranges[2 * middle + 1]! < value) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}
