import { SmallMap } from '../small-map.js';
import type { NodeId, Update } from '../types.js';
import { IntervalSet } from './interval-set.js';
import type { LifeSummary } from './summary-vector.js';

/** What is held of one life of an origin (one incarnation): which seqs, and the updates among them still in the view. */
export class LifeLog {
  readonly origin: NodeId;
  readonly incarnation: number;
  readonly held = new IntervalSet();
  /** Next in the chain of this origin's lives. */
  readonly next: LifeLog | undefined;
  /** What is held of it has changed since it was summed up. */
  isChanged = false;
  readonly #current = new SmallMap<number, Update>();

  constructor(origin: NodeId, incarnation: number, next: LifeLog | undefined) {
    this.origin = origin;
    this.incarnation = incarnation;
    this.next = next;
  }

  summary(): LifeSummary {
    const { origin, incarnation, held } = this;
    return { origin, incarnation, prefix: held.prefix, ranges: held.ranges };
  }

  holdsOnly(seq: number): boolean {
    const { prefix, ranges } = this.held;
    if (prefix > 0) return prefix === 1 && seq === 1 && ranges.length === 0;
    return ranges.length === 2 && ranges[0] === seq && ranges[1] === seq;
  }

  /** `update` won its key. */
  keep(update: Update): void {
    this.#current.set(update.version.seq, update);
  }

  /** The update lost its key to a newer one: still held, its value gone. */
  release(seq: number): void {
    this.#current.delete(seq);
  }

  /** The update of this seq, if it is in the view. */
  current(seq: number): Update | undefined {
    return this.#current.get(seq);
  }

  /** The updates of lo..hi that are in the view, by seq; the held rest of lo..hi is superseded. */
  currentWithin(lo: number, hi: number): Update[] {
    const within: Update[] = [];
    if (hi - lo >= this.#current.size) {
      for (const update of this.#current.values()) {
        if (update.version.seq >= lo && update.version.seq <= hi) within.push(update);
      }
      return within.sort((a, b) => a.version.seq - b.version.seq);
    }
    for (let seq = lo; seq <= hi; seq++) {
      const update = this.#current.get(seq);
      if (update !== undefined) within.push(update);
    }
    return within;
  }
}
