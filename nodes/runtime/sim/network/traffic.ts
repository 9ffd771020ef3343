import type { NodeId } from '../../../protocol/types.js';

/** Of one node, over all its lives, or of all; bytes with framing, as on the wire. */
export interface TrafficCounts {
  readonly messagesSent: number;
  readonly bytesSent: number;
  readonly messagesReceived: number;
  readonly bytesReceived: number;
}

/** Numbers that each node takes: two of bytes, and in the room of one the two of messages, as whole numbers. */
export const trafficNumbers = 3;
const messagesPlace = 2;

/** Messages and bytes of each node. They are kept beside what else is kept of the node. */
export class Traffic {
  readonly #numbers: Float64Array;
  /** The same memory as whole numbers. */
  readonly #wholes: Int32Array;
  readonly #first: number;
  readonly #width: number;

  /**
   * @param first where the numbers of node 0 begin.
   * @param width numbers from those of one node to those of the next.
   */
  constructor(numbers: Float64Array, first: number, width: number) {
    this.#numbers = numbers;
    this.#wholes = new Int32Array(numbers.buffer);
    this.#first = first;
    this.#width = width;
  }

  sent(node: NodeId, bytes: number): void {
    const at = this.#placeOf(node);
    this.#numbers[at]! += bytes;
    this.#wholes[2 * (at + messagesPlace)]! += 1;
  }

  received(node: NodeId, bytes: number): void {
    const at = this.#placeOf(node);
    this.#numbers[at + 1]! += bytes;
    this.#wholes[2 * (at + messagesPlace) + 1]! += 1;
  }

  of(node: NodeId): TrafficCounts {
    const at = this.#placeOf(node);
    return {
      messagesSent: this.#wholes[2 * (at + messagesPlace)]!,
      bytesSent: this.#numbers[at]!,
      messagesReceived: this.#wholes[2 * (at + messagesPlace) + 1]!,
      bytesReceived: this.#numbers[at + 1]!,
    };
  }

  /** Of so many nodes together, from the first on. */
  total(nodes: number): TrafficCounts {
    let [messagesSent, bytesSent, messagesReceived, bytesReceived] = [0, 0, 0, 0];
    for (let node = 0; node < nodes; node += 1) {
      const at = this.#placeOf(node);
      messagesSent += this.#wholes[2 * (at + messagesPlace)]!;
      bytesSent += this.#numbers[at]!;
      messagesReceived += this.#wholes[2 * (at + messagesPlace) + 1]!;
      bytesReceived += this.#numbers[at + 1]!;
    }
    return { messagesSent, bytesSent, messagesReceived, bytesReceived };
  }

  #placeOf(node: NodeId): number {
    return this.#first + node * this.#width;
  }
}
