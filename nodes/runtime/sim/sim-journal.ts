import type { JournalBatch, NodeEvent } from '../../contract/events.js';
import type { NodeId, ProtocolEvent, UpdateId } from '../../protocol/types.js';
import { eventRecord, updateName } from '../../reference/event-record.js';
import type { UnnumberedEvent } from '../../reference/journal-buffer.js';

type Applied = Extract<ProtocolEvent, { kind: 'applied' }>;

const none = -1;
const firstSlots = 1_024;
/** So many are put to their nodes at once: one after the other, so that the processor waits for the memory of many at a time. */
const mostUnsorted = 1_024;
/** What a node has in `#nodes`, all in one place: the number of its next event, and the first and the last slot of its chain. */
const nodeWords = 4;
const [next, first, last] = [0, 1, 2];

/**
 * The events of every node's present life that nobody has read yet, numbered as a real node numbers them; none is ever lost. Receipts, of
 * which there are as many as nodes and updates, are kept in a slot each, not as objects; the slots of a node's events are a chain.
 */
export class SimJournal {
  readonly #nodes: Int32Array;
  /** Nodes with unread events. */
  #waiting = 0;
  /** Slots that were in use; those that were read since are a chain of their own. */
  #used = 0;
  #free = none;
  #slots = new Slots(firstSlots);
  /** Events other than receipts, by slot. */
  readonly #others = new Map<number, UnnumberedEvent>();
  /** Slots of the newest events, in order, which are not in the chains of their nodes yet. */
  readonly #unsorted = new Int32Array(mostUnsorted);
  #unsortedCount = 0;
  readonly #updates: string[] = [];
  readonly #updateRows = new Map<string, number>();
  /** Updates spread in crowds: the next receipt is often one of the same. */
  #lastUpdate: { readonly id: UpdateId; readonly row: number } | undefined;

  constructor(nodes: number) {
    this.#nodes = new Int32Array(nodeWords * nodes);
    for (let at = 0; at < this.#nodes.length; at += nodeWords) {
      this.#nodes[at + next] = 1;
      this.#nodes[at + first] = none;
      this.#nodes[at + last] = none;
    }
  }

  append(atMs: number, node: NodeId, event: ProtocolEvent): void {
    // As a real node, that records copies of what it holds on request alone.
    if (event.kind === 'duplicate') return;
    const slot = this.#newSlot();
    this.#slots.begin(slot, node);
    if (event.kind === 'applied') this.#slots.put(slot, atMs, event, this.#rowOf(event.update.version));
    else this.#others.set(slot, eventRecord(event, atMs));
    this.#unsorted[this.#unsortedCount] = slot;
    this.#unsortedCount += 1;
    if (this.#unsortedCount === mostUnsorted) this.#sort();
  }

  /** All that came since the last reading. */
  take(node: NodeId): JournalBatch {
    this.#sort();
    const at = nodeWords * node;
    const events: NodeEvent[] = [];
    for (let slot = this.#nodes[at + first]!; slot !== none; slot = this.#slots.after(slot)) {
      const other = this.#others.get(slot);
      const seq = this.#slots.seq(slot);
      events.push(other === undefined ? this.#slots.receipt(slot, this.#updates) : { seq, ...other });
    }
    this.#forget(at);
    return { events, next: this.#nodes[at + next]!, lost: 0 };
  }

  /** A new life begins its journal anew. */
  restart(node: NodeId): void {
    this.#sort();
    const at = nodeWords * node;
    this.#forget(at);
    this.#nodes[at + next] = 1;
  }

  /** In order of their numbers: nodes with events that nobody has read. They may be read meanwhile. */
  *waiting(): Generator<NodeId> {
    this.#sort();
    let left = this.#waiting;
    for (let at = 0; left > 0 && at < this.#nodes.length; at += nodeWords) {
      if (this.#nodes[at + first] === none) continue;
      left -= 1;
      yield at / nodeWords;
    }
  }

  /** Numbers the newest events, and puts each at the end of its node's chain. */
  #sort(): void {
    for (let i = 0; i < this.#unsortedCount; i += 1) {
      const slot = this.#unsorted[i]!;
      const at = nodeWords * this.#slots.node(slot);
      this.#slots.number(slot, this.#nodes[at + next]!);
      this.#nodes[at + next]! += 1;
      const before = this.#nodes[at + last]!;
      if (before === none) {
        this.#nodes[at + first] = slot;
        this.#waiting += 1;
      } else this.#slots.join(before, slot);
      this.#nodes[at + last] = slot;
    }
    this.#unsortedCount = 0;
  }

  #newSlot(): number {
    const slot = this.#free;
    if (slot !== none) {
      this.#free = this.#slots.after(slot);
      return slot;
    }
    if (this.#used === this.#slots.size) this.#slots = this.#slots.doubled();
    this.#used += 1;
    return this.#used - 1;
  }

  #forget(at: number): void {
    const [from, to] = [this.#nodes[at + first]!, this.#nodes[at + last]!];
    if (from === none) return;
    if (this.#others.size > 0) {
      for (let slot = from; slot !== none; slot = this.#slots.after(slot)) this.#others.delete(slot);
    }
    this.#slots.join(to, this.#free);
    this.#free = from;
    this.#nodes[at + first] = none;
    this.#nodes[at + last] = none;
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    this.#used = 0;
    this.#free = none;
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
/** In place of its number an event that has none yet has its node. */
const [link, seqOf, updateOf, fromOf, hopsOf, repairOf] = [0, 1, 2, 3, 4, 5];
const slotTimes = 4;
/** In the last two words of a slot. */
const timeOf = 3;

/** A receipt each, and which slot follows in its chain; 32 bytes side by side, since they are read in another order than they were written in. */
class Slots {
  readonly size: number;
  readonly #words: Int32Array;
  readonly #times: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.#words = new Int32Array(slotWords * size);
    this.#times = new Float64Array(this.#words.buffer);
  }

  /** The next one in its chain. */
  after(slot: number): number {
    return this.#words[slotWords * slot + link]!;
  }

  join(slot: number, after: number): void {
    this.#words[slotWords * slot + link] = after;
  }

  /** At the end of a chain, and not numbered yet. */
  begin(slot: number, node: NodeId): void {
    this.#words[slotWords * slot + link] = none;
    this.#words[slotWords * slot + seqOf] = node;
  }

  node(slot: number): NodeId {
    return this.#words[slotWords * slot + seqOf]!;
  }

  number(slot: number, seq: number): void {
    this.#words[slotWords * slot + seqOf] = seq;
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

  doubled(): Slots {
    const grown = new Slots(2 * this.size);
    grown.#words.set(this.#words);
    return grown;
  }
}
