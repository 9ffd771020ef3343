import type { NodeId } from '../../protocol/types.js';

/** Messages and bytes of each node, over all its lives; bytes with framing, as on the wire. */
export class Traffic {
  readonly messagesSent: Float64Array;
  readonly bytesSent: Float64Array;
  readonly messagesReceived: Float64Array;
  readonly bytesReceived: Float64Array;

  constructor(nodes: number) {
    this.messagesSent = new Float64Array(nodes);
    this.bytesSent = new Float64Array(nodes);
    this.messagesReceived = new Float64Array(nodes);
    this.bytesReceived = new Float64Array(nodes);
  }

  sent(node: NodeId, bytes: number): void {
    this.messagesSent[node]! += 1;
    this.bytesSent[node]! += bytes;
  }

  received(node: NodeId, bytes: number): void {
    this.messagesReceived[node]! += 1;
    this.bytesReceived[node]! += bytes;
  }
}
