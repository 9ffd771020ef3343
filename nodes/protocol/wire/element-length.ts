import type { NodeId, Update } from '../types.js';
import type { IncarnationSummary } from '../view/incarnation-summary.js';
import { utf8Length } from './format.js';
import type { MemberEntry, MemberStatement, SeqRange } from './messages.js';

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

/** Bytes of what is held of one incarnation inside a digest. */
export function summaryLength({ origin, incarnation, prefix, ranges }: IncarnationSummary): number {
  let length = arrayHeaderLength(3 + ranges.length);
  length += numberLength(origin) + numberLength(incarnation) + numberLength(prefix);
  for (const bound of ranges) length += numberLength(bound);
  return length;
}

/** Bytes of one range of sequence numbers inside a message. */
export function rangeLength({ origin, incarnation, fromSeq, toSeq }: SeqRange): number {
  return 1 + updateIdLength({ origin, incarnation, seq: fromSeq }) + numberLength(toSeq);
}

/** Bytes of one entry of a heartbeat table. */
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

export function listLength<T>(list: readonly T[], elementLength: (element: T) => number): number {
  let length = arrayHeaderLength(list.length);
  for (const element of list) length += elementLength(element);
  return length;
}

function arrayHeaderLength(count: number): number {
  if (count < 0x10) return 1;
  return count < 0x1_0000 ? 3 : 5;
}

/** msgpack's shortest unsigned integer up to 32 bits; anything else is a double. */
export function numberLength(value: number): number {
  if (value >>> 0 !== value) return 9;
  if (value < 0x80) return 1;
  if (value < 0x100) return 2;
  return value < 0x1_0000 ? 3 : 5;
}

export function bytesLength(count: number): number {
  if (count < 0x100) return 2 + count;
  return count < 0x1_0000 ? 3 + count : 5 + count;
}

function keyLength(key: string): number {
  const bytes = utf8Length(key);
  if (bytes < 0x20) return 1 + bytes;
  if (bytes < 0x100) return 2 + bytes;
  return bytes < 0x1_0000 ? 3 + bytes : 5 + bytes;
}
