import type { JournalBatch, NodeEvent } from '../../contract/events.js';
import type { NodeId, ProtocolEvent, UpdateId } from '../../protocol/types.js';
import { eventRecord, updateName } from '../../reference/event-record.js';

type Applied = Extract<ProtocolEvent, { kind: 'applied' }>;

const none = -1;
const firstSlots = 1_024;

/**
 * The events of every node's present life that nobody has read yet, numbered as a real node numbers them; none is ever lost. Receipts, of
 * which there are as many as nodes and updates, are kept in columns, a slot each; the slots of a node's events are a chain.
 */
export class SimJournal {
  readonly #next: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** Nodes with unread events. */
  #waiting = 0;
  /** Slots that were in use; those that were read since are a chain of their own. */
  #used = 0;
  #free = none;
  #columns = new Columns(firstSlots);
  /** Events other than receipts, by slot. */
  readonly #others = new Map<number, NodeEvent>();
  readonly #updates: string[] = [];
  readonly #updateRows = new Map<string, number>();
  /** Updates spread in crowds: the next receipt is often one of the same. */
  #lastUpdate: { readonly id: UpdateId; readonly row: number } | undefined;

  constructor(nodes: number) {
    this.#next = new Int32Array(nodes).fill(1);
    this.#first = new Int32Array(nodes).fill(none);
    this.#last = new Int32Array(nodes).fill(none);
  }

  append(atMs: number, node: NodeId, event: ProtocolEvent): void {
    // As a real node, that records copies of what it holds on request alone.
    if (event.kind === 'duplicate') return;
    const seq = this.#next[node]!;
    this.#next[node] = seq + 1;
    const slot = this.#slotOf(node);
    if (event.kind === 'applied') {
      this.#columns.put(slot, seq, atMs, event, this.#rowOf(event.update.version));
    } else this.#others.set(slot, { seq, ...eventRecord(event, atMs) });
  }

  /** All that came since the last reading. */
  take(node: NodeId): JournalBatch {
    const events: NodeEvent[] = [];
    const { link } = this.#columns;
    for (let slot = this.#first[node]!; slot !== none; slot = link[slot]!) {
      events.push(this.#others.get(slot) ?? this.#columns.receipt(slot, this.#updates));
    }
    this.#forget(node);
    return { events, next: this.#next[node]!, lost: 0 };
  }

  /** A new life begins its journal anew. */
  restart(node: NodeId): void {
    this.#forget(node);
    this.#next[node] = 1;
  }

  /** In order of their numbers: nodes with events that nobody has read. They may be read meanwhile. */
  *waiting(): Generator<NodeId> {
    let left = this.#waiting;
    for (let node = 0; left > 0 && node < this.#first.length; node += 1) {
      if (this.#first[node] === none) continue;
      left -= 1;
      yield node;
    }
  }

  /** At the end of the node's chain. */
  #slotOf(node: NodeId): number {
    const slot = this.#newSlot();
    const { link } = this.#columns;
    link[slot] = none;
    const last = this.#last[node]!;
    if (last === none) {
      this.#first[node] = slot;
      this.#waiting += 1;
    } else link[last] = slot;
    this.#last[node] = slot;
    return slot;
  }

  #newSlot(): number {
    const slot = this.#free;
    if (slot !== none) {
      this.#free = this.#columns.link[slot]!;
      return slot;
    }
    if (this.#used === this.#columns.link.length) this.#columns = this.#columns.doubled();
    this.#used += 1;
    return this.#used - 1;
  }

  #forget(node: NodeId): void {
    const [first, last] = [this.#first[node]!, this.#last[node]!];
    if (first === none) return;
    const { link } = this.#columns;
    if (this.#others.size > 0) {
      for (let slot = first; slot !== none; slot = link[slot]!) this.#others.delete(slot);
    }
    link[last] = this.#free;
    this.#free = first;
    this.#first[node] = none;
    this.#last[node] = none;
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

/** Receipts by slot, and of every slot the next one in its chain. */
class Columns {
  readonly link: Int32Array;
  readonly #seq: Int32Array;
  readonly #tMs: Float64Array;
  readonly #update: Int32Array;
  readonly #from: Int32Array;
  readonly #hops: Int32Array;
  readonly #isRepair: Uint8Array;

  constructor(slots: number) {
    this.link = new Int32Array(slots);
    this.#seq = new Int32Array(slots);
    this.#tMs = new Float64Array(slots);
    this.#update = new Int32Array(slots);
    this.#from = new Int32Array(slots);
    this.#hops = new Int32Array(slots);
    this.#isRepair = new Uint8Array(slots);
  }

  put(slot: number, seq: number, tMs: number, { update, from, via }: Applied, row: number): void {
    this.#seq[slot] = seq;
    this.#tMs[slot] = tMs;
    this.#update[slot] = row;
    this.#from[slot] = from;
    this.#hops[slot] = update.hops;
    this.#isRepair[slot] = via === 'repair' ? 1 : 0;
  }

  receipt(slot: number, updates: readonly string[]): NodeEvent {
    return {
      seq: this.#seq[slot]!,
      type: 'receive',
      tMs: this.#tMs[slot]!,
      update: updates[this.#update[slot]!]!,
      from: this.#from[slot]!,
      hops: this.#hops[slot]!,
      via: this.#isRepair[slot] === 1 ? 'repair' : 'rumor',
    };
  }

  doubled(): Columns {
    const grown = new Columns(2 * this.link.length);
    grown.link.set(this.link);
    grown.#seq.set(this.#seq);
    grown.#tMs.set(this.#tMs);
    grown.#update.set(this.#update);
    grown.#from.set(this.#from);
    grown.#hops.set(this.#hops);
    grown.#isRepair.set(this.#isRepair);
    return grown;
  }
}
