import type { NodeId, Update } from '../types.js';
import { headNumbers, type LifeSummary, nextRecord, type SummaryVector } from '../view/summary-vector.js';
import { utf8Length } from './format.js';
import type { MemberEntry, MemberStatement, Message, SeqRange } from './messages.js';

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
      return 2 + vectorLength(message.lives);
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

/** Bytes of one update inside a message. */
export function updateLength({ version, key, value, hops, signature }: Update): number {
  const valueLength = value === undefined ? 1 : bytesLength(value.length);
  return (
    1 +
    updateIdLength(version) +
    numberLength(version.clock) +
    keyLength(key) +
    valueLength +
    numberLength(hops) +
    (signature === undefined ? 0 : bytesLength(signature.length))
  );
}

/** Bytes of a digest's lives. */
export function vectorLength(vector: SummaryVector): number {
  let lives = 0;
  let length = 0;
  for (let at = 0, next = 0; at < vector.length; at = next) {
    next = nextRecord(vector, at);
    lives++;
    // The number of its ranges' numbers is told by the header.
    length += arrayHeaderLength(next - at - 1);
    length += numberLength(vector[at]!) + numberLength(vector[at + 1]!) + numberLength(vector[at + 2]!);
    for (let i = at + headNumbers; i < next; i++) length += numberLength(vector[i]!);
  }
  return arrayHeaderLength(lives) + length;
}

/** Bytes of one life inside a digest. */
export function lifeLength(life: LifeSummary): number {
  let length = arrayHeaderLength(3 + life.ranges.length);
  length += numberLength(life.origin) + numberLength(life.incarnation) + numberLength(life.prefix);
  for (const bound of life.ranges) length += numberLength(bound);
  return length;
}

/** Bytes of one range of sequence numbers inside a message. */
export function rangeLength({ origin, incarnation, fromSeq, toSeq }: SeqRange): number {
  return 1 + updateIdLength({ origin, incarnation, seq: fromSeq }) + numberLength(toSeq);
}

/** Bytes of one row of a heartbeat table. */
export function memberLength({ id, incarnation, heartbeat }: MemberEntry): number {
  return 2 + numberLength(id) + numberLength(incarnation) + numberLength(heartbeat);
}

/** Bytes of one statement about a member inside a message. */
export function statementLength({ id, incarnation, refutations, reporter }: MemberStatement): number {
  return (
    2 + numberLength(id) + numberLength(incarnation) + numberLength(refutations) + numberLength(reporter)
  );
}

function updateIdLength(id: { origin: NodeId; incarnation: number; seq: number }): number {
  return numberLength(id.origin) + numberLength(id.incarnation) + numberLength(id.seq);
}

function listLength<T>(list: readonly T[], elementLength: (element: T) => number): number {
  let length = arrayHeaderLength(list.length);
  for (const element of list) length += elementLength(element);
  return length;
}

function arrayHeaderLength(count: number): number {
  if (count < 0x10) return 1;
  return count < 0x1_0000 ? 3 : 5;
}

/** msgpack's shortest unsigned integer up to 32 bits; anything else is a double. */
function numberLength(value: number): number {
  if (value >>> 0 !== value) return 9;
  if (value < 0x80) return 1;
  if (value < 0x100) return 2;
  return value < 0x1_0000 ? 3 : 5;
}

function bytesLength(count: number): number {
  if (count < 0x100) return 2 + count;
  return count < 0x1_0000 ? 3 + count : 5 + count;
}

function keyLength(key: string): number {
  const bytes = utf8Length(key);
  if (bytes < 0x20) return 1 + bytes;
  if (bytes < 0x100) return 2 + bytes;
  return bytes < 0x1_0000 ? 3 + bytes : 5 + bytes;
}
