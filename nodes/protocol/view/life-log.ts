import type { NodeId, Update } from '../types.js';
import { IntervalSet } from './interval-set.js';

/** What is held of one life of an origin (one incarnation): which seqs, and the updates among them still in the view. */
export class LifeLog {
  readonly origin: NodeId;
  readonly incarnation: number;
  readonly held = new IntervalSet();
  /** Next in the chain of this origin's lives. */
  readonly next: LifeLog | undefined;
  /** Stamp of the last digest that listed this life; saves a set per comparison. */
  listedIn = 0;
  /** Most lives have written once: a map comes with the second update. */
  #only: Update | undefined;
  #current: Map<number, Update> | undefined;

  constructor(origin: NodeId, incarnation: number, next: LifeLog | undefined) {
    this.origin = origin;
    this.incarnation = incarnation;
    this.next = next;
  }

  /** `update` won its key. */
  keep(update: Update): void {
    if (this.#current === undefined && this.#only === undefined) {
      this.#only = update;
      return;
    }
    this.#current ??= new Map(this.#only && [[this.#only.version.seq, this.#only]]);
    this.#only = undefined;
    this.#current.set(update.version.seq, update);
  }

  /** The update lost its key to a newer one: still held, its value gone. */
  release(seq: number): void {
    if (this.#only?.version.seq === seq) this.#only = undefined;
    this.#current?.delete(seq);
  }

  /** The update of this seq, if it is in the view. */
  current(seq: number): Update | undefined {
    return this.#only?.version.seq === seq ? this.#only : this.#current?.get(seq);
  }

  /** The updates of lo..hi that are in the view, by seq; the held rest of lo..hi is superseded. */
  currentWithin(lo: number, hi: number): Update[] {
    const isWithin = ({ version: { seq } }: Update): boolean => seq >= lo && seq <= hi;
    if (this.#only !== undefined) return isWithin(this.#only) ? [this.#only] : [];
    if (this.#current === undefined) return [];
    if (hi - lo >= this.#current.size) {
      return [...this.#current.values()].filter(isWithin).sort((a, b) => a.version.seq - b.version.seq);
    }
    const within: Update[] = [];
    for (let seq = lo; seq <= hi; seq++) {
      const update = this.#current.get(seq);
      if (update !== undefined) within.push(update);
    }
    return within;
  }
}
