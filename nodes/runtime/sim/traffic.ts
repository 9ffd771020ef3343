import type { NodeId } from '../../protocol/types.js';

/** Of one node, over all its lives, or of all; bytes with framing, as on the wire. */
export interface TrafficCounts {
  readonly messagesSent: number;
  readonly bytesSent: number;
  readonly messagesReceived: number;
  readonly bytesReceived: number;
}

/** Numbers that each node takes. */
export const trafficNumbers = 4;

/** Messages and bytes of each node. They are kept beside what else is kept of the node: `width` numbers from one to the next. */
export class Traffic {
  readonly #numbers: Float64Array;
  readonly #width: number;

  constructor(numbers: Float64Array, width: number) {
    this.#numbers = numbers;
    this.#width = width;
  }

  sent(node: NodeId, bytes: number): void {
    const at = node * this.#width;
    this.#numbers[at]! += 1;
    this.#numbers[at + 1]! += bytes;
  }

  received(node: NodeId, bytes: number): void {
    const at = node * this.#width;
    this.#numbers[at + 2]! += 1;
    this.#numbers[at + 3]! += bytes;
  }

  of(node: NodeId): TrafficCounts {
    const at = node * this.#width;
    return {
      messagesSent: this.#numbers[at]!,
      bytesSent: this.#numbers[at + 1]!,
      messagesReceived: this.#numbers[at + 2]!,
      bytesReceived: this.#numbers[at + 3]!,
    };
  }

  /** Of so many nodes together, from the first on. */
  total(nodes: number): TrafficCounts {
    let [messagesSent, bytesSent, messagesReceived, bytesReceived] = [0, 0, 0, 0];
    for (let node = 0; node < nodes; node += 1) {
      const at = node * this.#width;
      messagesSent += this.#numbers[at]!;
      bytesSent += this.#numbers[at + 1]!;
      messagesReceived += this.#numbers[at + 2]!;
      bytesReceived += this.#numbers[at + 3]!;
    }
    return { messagesSent, bytesSent, messagesReceived, bytesReceived };
  }
}
