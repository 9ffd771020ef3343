import type { NodeId, TimerToken } from '../../../protocol/types.js';
import { Buckets } from './buckets.js';
import { EntryHeap } from './entry-heap.js';
import { EntryRun } from './entry-run.js';

/** Of the calendar: so much time is in one of its buckets, ms, and so many are ahead. */
const bucketMs = 0.25;
const ahead = 16_384;
/** In a timer's second number: what one incarnation is more than another. */
const incarnationUnit = 2 ** 32;
/** For so many events at a time: what is prefetched for them is still in the nearest cache when they are taken. */
const aheadPrefetched = 48;
/** It happens to no node, or to one that is not known. */
const nobody = -1;

/** Hears what happens soon, a number of events at a time. */
export interface Prefetch<E> {
  /** The nodes to which it happens. */
  readonly nodes: (nodes: Int32Array) => void;
  /** What it is, timers apart. */
  readonly event: (event: E) => void;
}

/** A timer of one incarnation of a node. Millions wait, as numbers. */
export interface TimerEvent {
  readonly kind: 'timer';
  readonly node: NodeId;
  readonly incarnation: number;
  readonly token: TimerToken;
}

/**
 * Events in order of virtual time; those of the same moment in the order in which they were put in. A calendar queue (Brown
 * 1988): what is due in the next seconds waits unsorted in the bucket of its quarter of a millisecond, and what comes later in a heap. The present
 * bucket is sorted when its time comes; what is put into it after that goes to a heap.
 */
export class EventQueue<E> {
  readonly #present = new EntryRun();
  readonly #near = new EntryHeap();
  readonly #later = new EntryHeap();
  readonly #buckets = new Buckets(ahead);
  /** The present one: what is due before its end is in none any more. */
  #bucket = 0;
  #puts = 0;
  readonly #events: (E | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  readonly #prefetch: Prefetch<E> | undefined;
  /** Of the present bucket, so many of the next events were prefetched. */
  #prefetched = 0;
  readonly #nodes = new Int32Array(aheadPrefetched);
  readonly #seconds = new Float64Array(aheadPrefetched);

  constructor(prefetch?: Prefetch<E>) {
    this.#prefetch = prefetch;
  }

  get size(): number {
    return this.#present.size + this.#near.size + this.#buckets.size + this.#later.size;
  }

  /** When the next event is due, ms; Infinity where there is none. */
  get nextMs(): number {
    this.#seekNext();
    return Math.min(this.#present.nextMs, this.#near.nextMs);
  }

  /** Place of the next event among those of the same moment. */
  get nextOrder(): number {
    return this.#source.nextOrder;
  }

  /** A place behind all that was put in so far, for what is kept elsewhere. */
  takeOrder(): number {
    this.#puts += 1;
    return this.#puts;
  }

  /** @param node to which it happens. */
  put(atMs: number, event: E, node: NodeId = nobody): void {
    const slot = this.#freeSlots.pop() ?? this.#events.length;
    this.#events[slot] = event;
    // Below 0, where a timer’s number never is.
    this.#put(atMs, node, -1 - slot);
  }

  putTimer(atMs: number, node: NodeId, incarnation: number, token: TimerToken): void {
    this.#put(atMs, node, incarnation * incarnationUnit + token);
  }

  /** The next event; undefined where there is none. */
  take(): E | TimerEvent | undefined {
    this.#seekNext();
    const source = this.#source;
    if (source.size === 0) return undefined;
    const { first, second } = source;
    source.drop();
    if (this.#prefetch !== undefined && source === this.#present) this.#prefetchNext(this.#prefetch);
    if (second >= 0) {
      const incarnation = Math.floor(second / incarnationUnit);
      return { kind: 'timer', node: first, incarnation, token: second - incarnation * incarnationUnit };
    }
    const slot = -1 - second;
    const event = this.#events[slot];
    this.#events[slot] = undefined;
    this.#freeSlots.push(slot);
    return event;
  }

  #put(atMs: number, first: number, second: number): void {
    const order = this.takeOrder();
    const bucket = Math.floor(atMs / bucketMs);
    if (bucket <= this.#bucket) this.#near.put(atMs, order, first, second);
    else if (bucket < this.#bucket + ahead) this.#buckets.put(bucket % ahead, atMs, order, first, second);
    else this.#later.put(atMs, order, first, second);
  }

  /** Where the next event is. */
  get #source(): EntryRun | EntryHeap {
    const present = this.#present;
    const near = this.#near;
    if (near.size === 0) return present;
    const isNear = near.nextMs < present.nextMs;
    return isNear || (near.nextMs === present.nextMs && near.nextOrder < present.nextOrder) ? near : present;
  }

  #seekNext(): void {
    if (this.#present.size === 0 && this.#near.size === 0) this.#advance();
  }

  /** Makes the next bucket that has something in it the present one. */
  #advance(): void {
    const present = this.#present;
    while (present.size === 0 && this.#near.size === 0) {
      if (this.#buckets.size > 0) this.#bucket += 1;
      else if (this.#later.size > 0) this.#bucket = Math.floor(this.#later.nextMs / bucketMs);
      else return;
      // What comes from far was put in before all that is in the bucket.
      this.#takeLater();
      this.#buckets.emptyInto(this.#bucket % ahead, present);
      present.sort(this.#near);
    }
    if (this.#prefetch !== undefined) this.#prefetchMore(this.#prefetch);
  }

  #prefetchNext(prefetch: Prefetch<E>): void {
    this.#prefetched -= 1;
    if (this.#prefetched === 0) this.#prefetchMore(prefetch);
  }

  #prefetchMore(prefetch: Prefetch<E>): void {
    const nodes = this.#nodes;
    const seconds = this.#seconds;
    const count = this.#present.copyFirst(nodes, seconds);
    let known = 0;
    for (let i = 0; i < count; i += 1) {
      if (nodes[i]! === nobody) continue;
      nodes[known] = nodes[i]!;
      known += 1;
    }
    prefetch.nodes(nodes.slice(0, known));
    for (let i = 0; i < count; i += 1) if (seconds[i]! < 0) prefetch.event(this.#events[-1 - seconds[i]!]!);
    this.#prefetched = aheadPrefetched;
  }

  #takeLater(): void {
    const later = this.#later;
    while (Math.floor(later.nextMs / bucketMs) <= this.#bucket) {
      this.#present.put(later.nextMs, later.nextOrder, later.first, later.second);
      later.drop();
    }
  }
}
