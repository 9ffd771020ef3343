import type { NodeId, Update } from '../types.js';
import {
  bytesLength,
  listLength,
  memberLength,
  numberLength,
  rangeLength,
  statementLength,
  summaryLength,
  updateLength,
} from './element-length.js';
import type { Message, SeqRange } from './messages.js';

/** Length of a message's frame body in bytes, version byte included, without encoding it. */
export function encodedLength(from: NodeId, message: Message): number {
  // Version byte, array header, kind: one byte each.
  return 3 + numberLength(from) + bodyLength(message);
}

function bodyLength(message: Message): number {
  switch (message.kind) {
    case 'pullRequest':
      return 0;
    case 'rumors':
    case 'pullReply':
    case 'pushPullRequest':
      return 1 + listLength(message.updates, updateLength);
    case 'pushPullReply':
      return 1 + listLength(message.updates, updateLength) + bytesLength(message.needed.length);
    case 'feedback':
      return bytesLength(message.needed.length);
    case 'digest':
      return 2 + listLength(message.summaries, summaryLength);
    case 'digestReply':
      return 1 + deltaLength(message) + listLength(message.wants, rangeLength);
    case 'delta':
      return 1 + deltaLength(message);
    case 'heartbeats':
    case 'heartbeatsReply':
      return listLength(message.members, memberLength);
    case 'pingRequest':
      return numberLength(message.target) + listLength(message.statements, statementLength);
    case 'ping':
    case 'ack':
    case 'nack':
    case 'memberNews':
    case 'memberSync':
    case 'memberSyncReply':
      return listLength(message.statements, statementLength);
    default:
      return scalarsLength(message);
  }
}

type Scalars = Extract<Message, { kind: 'join' | 'leave' | 'probe' | 'probeAck' }>;

function scalarsLength(message: Scalars): number {
  if (message.kind === 'join' || message.kind === 'leave') {
    return numberLength(message.incarnation) + numberLength(message.heartbeat);
  }
  const length = numberLength(message.nonce) + numberLength(message.sentMs);
  return message.kind === 'probe' ? length : length + numberLength(message.receivedMs);
}

function deltaLength(delta: { updates: readonly Update[]; superseded: readonly SeqRange[] }): number {
  return listLength(delta.updates, updateLength) + listLength(delta.superseded, rangeLength);
}
