import type { NodeId, Update } from '../types.js';
import { IntervalSet } from './interval-set.js';
import type { LifeSummary } from './summary-vector.js';

/**
 * What is held of one life of an origin (one incarnation): the set of its seqs, and the updates among them still in the view. Of most
 * lives one update is, for which there is no map.
 */
export class LifeLog extends IntervalSet implements LifeSummary {
  readonly origin: NodeId;
  readonly incarnation: number;
  /** Next in the chain of this origin's lives. */
  readonly next: LifeLog | undefined;
  /** What is held of it has changed since it was summed up. */
  isChanged = false;
  #sole: Update | undefined;
  #current: Map<number, Update> | undefined;

  constructor(origin: NodeId, incarnation: number, next: LifeLog | undefined) {
    super();
    this.origin = origin;
    this.incarnation = incarnation;
    this.next = next;
  }

  /** That of a life of which this update is held and no other. */
  static of(update: Update): LifeLog {
    const { origin, incarnation, seq } = update.version;
    const log = new LifeLog(origin, incarnation, undefined);
    log.add(seq);
    log.keep(update);
    return log;
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
