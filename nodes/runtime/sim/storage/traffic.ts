import type { NodeId } from '../../../protocol/types.js';
import type { NodeRows } from './node-rows.js';
import { headWhole, wholesPerNumber } from './row-layout.js';

/** Of one node, over all its incarnations, or of all; bytes with framing, as on the wire. */
export interface TrafficCounts {
  readonly messagesSent: number;
  readonly bytesSent: number;
  readonly messagesReceived: number;
  readonly bytesReceived: number;
}

/** Messages and bytes of each node, at the heads of the rows. */
export class Traffic {
  readonly #rows: NodeRows;
  readonly #numbers: Float64Array;
  readonly #wholes: Int32Array;

  constructor(rows: NodeRows) {
    this.#rows = rows;
    this.#numbers = rows.numbers;
    this.#wholes = rows.wholes;
  }

  sent(node: NodeId, bytes: number): void {
    const first = this.#rows.firstOf(node);
    this.#numbers[first]! += bytes;
    this.#wholes[first * wholesPerNumber + headWhole.messagesSent]! += 1;
  }

  received(node: NodeId, bytes: number): void {
    const first = this.#rows.firstOf(node);
    this.#numbers[first + 1]! += bytes;
    this.#wholes[first * wholesPerNumber + headWhole.messagesReceived]! += 1;
  }

  of(node: NodeId): TrafficCounts {
    const first = this.#rows.firstOf(node);
    const at = first * wholesPerNumber;
    return {
      messagesSent: this.#wholes[at + headWhole.messagesSent]!,
      bytesSent: this.#numbers[first]!,
      messagesReceived: this.#wholes[at + headWhole.messagesReceived]!,
      bytesReceived: this.#numbers[first + 1]!,
    };
  }

  /** Of so many nodes together, from the first on. */
  total(nodes: number): TrafficCounts {
    const sum = { messagesSent: 0, bytesSent: 0, messagesReceived: 0, bytesReceived: 0 };
    for (let node = 0; node < nodes; node += 1) {
      const counts = this.of(node);
      sum.messagesSent += counts.messagesSent;
      sum.bytesSent += counts.bytesSent;
      sum.messagesReceived += counts.messagesReceived;
      sum.bytesReceived += counts.bytesReceived;
    }
    return sum;
  }
}
