import type { JournalBatch, NodeEvent } from '../../contract/events.js';
import type { NodeId, ProtocolEvent } from '../../protocol/types.js';
import { eventRecord } from '../../reference/event-record.js';

/** The events of every node's present life that nobody has read yet, numbered as a real node numbers them; none is ever lost. */
export class SimJournal {
  readonly #unread: (NodeEvent[] | undefined)[];
  readonly #next: Float64Array;
  readonly #waiting = new Set<NodeId>();

  constructor(nodes: number) {
    this.#unread = Array.from({ length: nodes }, () => undefined);
    this.#next = new Float64Array(nodes).fill(1);
  }

  append(atMs: number, node: NodeId, event: ProtocolEvent): void {
    // As a real node, that records copies of what it holds on request alone.
    if (event.kind === 'duplicate') return;
    const record = { seq: this.#next[node]!, ...eventRecord(event, atMs) };
    this.#next[node]! += 1;
    const unread = this.#unread[node];
    if (unread) unread.push(record);
    else {
      this.#unread[node] = [record];
      this.#waiting.add(node);
    }
  }

  /** All that came since the last reading. */
  take(node: NodeId): JournalBatch {
    const events = this.#unread[node] ?? [];
    this.#forget(node);
    return { events, next: this.#next[node]!, lost: 0 };
  }

  /** A new life begins its journal anew. */
  restart(node: NodeId): void {
    this.#forget(node);
    this.#next[node] = 1;
  }

  /** In order of their numbers: nodes with events that nobody has read. */
  waiting(): NodeId[] {
    return [...this.#waiting].sort((one, other) => one - other);
  }

  #forget(node: NodeId): void {
    this.#unread[node] = undefined;
    this.#waiting.delete(node);
  }
}
