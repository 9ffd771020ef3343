import type { NodeId, ProtocolEvent } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';

/** Hears what happens, in order of virtual time. It must not act on the network while it hears. */
export interface SimListener {
  event?(atMs: number, node: NodeId, event: ProtocolEvent): void;
  /** A message goes out, whatever becomes of it; `opening`: it is the first of its exchange. */
  sent?(atMs: number, from: NodeId, to: NodeId, message: Message, opening: boolean): void;
}
