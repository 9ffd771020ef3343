import type { JournalBatch, NodeEvent } from '../../contract/events.js';
import type { NodeId, ProtocolEvent, UpdateId } from '../../protocol/types.js';
import { eventRecord, updateName } from '../../reference/event-record.js';
import type { UnnumberedEvent } from '../../reference/journal-buffer.js';

type Applied = Extract<ProtocolEvent, { kind: 'applied' }>;

const firstSlots = 1_024;

/**
 * The events of all nodes' present incarnations that nobody has read yet, in order of time, each with the number that a real node would give it; none
 * is ever lost. Receipts, of which there are as many as nodes and updates, are kept in a slot each, not as objects.
 */
export class SimJournal {
  /** Of each node, the number of its next event. */
  readonly #next: Int32Array;
  #slots = new Slots(firstSlots);
  #used = 0;
  /** Of nodes that began a new incarnation since the last reading: the first slot that may be of that one. */
  readonly #restartedAt = new Map<NodeId, number>();
  /** Events other than receipts, by slot. */
  #others = new Map<number, UnnumberedEvent>();
  readonly #updates: string[] = [];
  readonly #updateRows = new Map<string, number>();
  /** Updates spread in crowds: the next receipt is often one of the same. */
  #lastUpdate: { readonly id: UpdateId; readonly row: number } | undefined;

  constructor(nodes: number) {
    this.#next = new Int32Array(nodes).fill(1);
  }

  append(atMs: number, node: NodeId, event: ProtocolEvent): void {
    // As a real node, that records copies of what it holds on request alone.
    if (event.kind === 'duplicate') return;
    if (this.#used === this.#slots.size) this.#slots = this.#slots.doubled();
    const slot = this.#used;
    this.#used += 1;
    this.#slots.begin(slot, node, this.#next[node]!);
    this.#next[node]! += 1;
    if (event.kind === 'applied') this.#slots.put(slot, atMs, event, this.#rowOf(event.update.version));
    else this.#others.set(slot, eventRecord(event, atMs));
  }

  /** Gives all that came since the last reading of these nodes, in order of time. What others reported is kept, and so is what was not reached since `take` threw; beyond the first `most` all is forgotten. */
  takeEvents(
    isRead: (node: NodeId) => boolean,
    take: (node: NodeId, event: NodeEvent) => void,
    most = Number.POSITIVE_INFINITY,
  ): void {
    const end = this.#used;
    let kept = 0;
    let slot = 0;
    try {
      while (slot < end) {
        if (slot === most) {
          slot = end;
          this.#used = end;
          this.#others = new Map();
          return;
        }
        const at = slot;
        slot += 1;
        const node = this.#slots.node(at);
        if (this.#isOfEarlierIncarnation(at)) this.#others.delete(at);
        else if (isRead(node)) take(node, this.#event(at));
        else this.#move(at, kept++);
      }
    } finally {
      for (; slot < this.#used; slot += 1) {
        if (this.#isOfEarlierIncarnation(slot)) this.#others.delete(slot);
        else this.#move(slot, kept++);
      }
      this.#used = kept;
      this.#restartedAt.clear();
    }
  }

  /** The same of one node; it looks through what all have reported. */
  take(node: NodeId): JournalBatch {
    const events: NodeEvent[] = [];
    this.takeEvents(
      (other) => other === node,
      (_, event) => events.push(event),
    );
    return { events, next: this.#next[node]!, lost: 0 };
  }

  /** A new incarnation begins its journal anew. */
  restart(node: NodeId): void {
    this.#restartedAt.set(node, this.#used);
    this.#next[node] = 1;
  }

  #isOfEarlierIncarnation(slot: number): boolean {
    if (this.#restartedAt.size === 0) return false;
    return slot < (this.#restartedAt.get(this.#slots.node(slot)) ?? 0);
  }

  /** What is in the slot; it leaves it. */
  #event(slot: number): NodeEvent {
    const other = this.#others.size > 0 ? this.#others.get(slot) : undefined;
    if (other === undefined) return this.#slots.receipt(slot, this.#updates);
    this.#others.delete(slot);
    return { seq: this.#slots.seq(slot), ...other };
  }

  #move(from: number, to: number): void {
    if (from === to) return;
    this.#slots.move(from, to);
    const other = this.#others.get(from);
    if (other === undefined) return;
    this.#others.delete(from);
    this.#others.set(to, other);
  }

  #rowOf(id: UpdateId): number {
    if (this.#lastUpdate?.id === id) return this.#lastUpdate.row;
    const name = updateName(id);
    const row = this.#updateRows.get(name) ?? this.#updates.length;
    if (row === this.#updates.length) {
      this.#updates.push(name);
      this.#updateRows.set(name, row);
    }
    this.#lastUpdate = { id, row };
    return row;
  }
}

const slotWords = 8;
const [nodeOf, seqOf, updateOf, fromOf, hopsOf, repairOf] = [0, 1, 2, 3, 4, 5];
const slotTimes = 4;
/** In the last two words of a slot. */
const timeOf = 3;

/** An event each: whose, its number, and of a receipt all that it says. */
class Slots {
  readonly size: number;
  readonly #words: Int32Array;
  readonly #times: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.#words = new Int32Array(slotWords * size);
    this.#times = new Float64Array(this.#words.buffer);
  }

  begin(slot: number, node: NodeId, seq: number): void {
    this.#words[slotWords * slot + nodeOf] = node;
    this.#words[slotWords * slot + seqOf] = seq;
  }

  node(slot: number): NodeId {
    return this.#words[slotWords * slot + nodeOf]!;
  }

  seq(slot: number): number {
    return this.#words[slotWords * slot + seqOf]!;
  }

  put(slot: number, tMs: number, { update, from, via }: Applied, row: number): void {
    const at = slotWords * slot;
    this.#words[at + updateOf] = row;
    this.#words[at + fromOf] = from;
    this.#words[at + hopsOf] = update.hops;
    this.#words[at + repairOf] = via === 'repair' ? 1 : 0;
    this.#times[slotTimes * slot + timeOf] = tMs;
  }

  receipt(slot: number, updates: readonly string[]): NodeEvent {
    const at = slotWords * slot;
    return {
      seq: this.#words[at + seqOf]!,
      type: 'receive',
      tMs: this.#times[slotTimes * slot + timeOf]!,
      update: updates[this.#words[at + updateOf]!]!,
      from: this.#words[at + fromOf]!,
      hops: this.#words[at + hopsOf]!,
      via: this.#words[at + repairOf] === 1 ? 'repair' : 'rumor',
    };
  }

  move(from: number, to: number): void {
    this.#words.copyWithin(slotWords * to, slotWords * from, slotWords * (from + 1));
  }

  doubled(): Slots {
    const grown = new Slots(2 * this.size);
    grown.#words.set(this.#words);
    return grown;
  }
}
