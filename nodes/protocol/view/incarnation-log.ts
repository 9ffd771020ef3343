import type { NodeId, Update } from '../types.js';
import type { IncarnationSummary } from './incarnation-summary.js';
import { IntervalSet } from './interval-set.js';

/**
 * What is held of one incarnation of an origin: the set of its sequence numbers, and the updates among them that are still in the view. Of most
 * incarnations that is one update, for which there is no map.
 */
export class IncarnationLog extends IntervalSet implements IncarnationSummary {
  readonly origin: NodeId;
  readonly incarnation: number;
  /** Of another incarnation of this origin. */
  readonly next: IncarnationLog | undefined;
  #sole: Update | undefined;
  #current: Map<number, Update> | undefined;

  constructor(origin: NodeId, incarnation: number, next: IncarnationLog | undefined) {
    super();
    this.origin = origin;
    this.incarnation = incarnation;
    this.next = next;
  }

  /** As it is now and remains. */
  summary(): IncarnationSummary {
    const { origin, incarnation, prefix, ranges } = this;
    return { origin, incarnation, prefix, ranges: ranges.length > 0 ? [...ranges] : ranges };
  }

  /** `update` won its key. */
  keep(update: Update): void {
    const sole = this.#sole;
    if (this.#current === undefined && sole === undefined) {
      this.#sole = update;
      return;
    }
    this.#current ??= new Map([[sole!.version.seq, sole!]]);
    this.#current.set(update.version.seq, update);
    this.#sole = undefined;
  }

  /** The update lost its key to a newer one: still held, its value gone. */
  release(seq: number): void {
    if (this.#sole?.version.seq === seq) this.#sole = undefined;
    else if (this.#current?.delete(seq) && this.#current.size === 0) this.#current = undefined;
  }

  /** The update of this seq, if it is in the view. */
  current(seq: number): Update | undefined {
    if (this.#current !== undefined) return this.#current.get(seq);
    return this.#sole?.version.seq === seq ? this.#sole : undefined;
  }

  /** The updates of lo..hi that are in the view, by seq; the held rest of lo..hi is superseded. */
  currentWithin(lo: number, hi: number): Update[] {
    const within: Update[] = [];
    if (this.#current === undefined || hi - lo >= this.#current.size) {
      for (const update of this.#all()) {
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

  #all(): Iterable<Update> {
    if (this.#current !== undefined) return this.#current.values();
    return this.#sole === undefined ? [] : [this.#sole];
  }
}
