import type { MemberStatus } from '../types.js';
import type { MessageKind } from './messages.js';

/** First byte of every frame. A change that older nodes cannot read gets a new number. */
export const wireVersion = 1;

/** The number of each message kind on the wire; a number is never reused. */
export const kindCodes = {
  rumors: 0,
  pullRequest: 1,
  pullReply: 2,
  pushPullRequest: 3,
  pushPullReply: 4,
  feedback: 5,
  digest: 6,
  digestReply: 7,
  delta: 8,
  heartbeats: 9,
  heartbeatsReply: 10,
  join: 11,
  leave: 12,
  probe: 13,
  probeAck: 14,
  ping: 15,
  ack: 16,
  nack: 17,
  pingRequest: 18,
  memberNews: 19,
  memberSync: 20,
  memberSyncReply: 21,
} as const satisfies Record<MessageKind, number>;

/** The number of each member status on the wire. */
export const statusCodes = { alive: 0, suspect: 1, failed: 2, left: 3 } as const satisfies Record<
  MemberStatus,
  number
>;

/** Largest values that a decoder accepts; node ids are uint32, counting fields stay exact in a double. */
export const limits = {
  nodeId: 0xffff_ffff,
  /** Incarnations, sequence numbers, Lamport clocks, heartbeats, refutations. */
  count: 2 ** 48 - 1,
  hops: 0xffff,
  /** Of a key, in UTF-8. */
  keyBytes: 1_024,
  nonce: 0xffff_ffff,
} as const;

/** Length of a key in UTF-8, in bytes; a lone surrogate counts three, as it is written. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    // A pair of surrogates is two units and four bytes.
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
  }
  return bytes;
}

/** Keys are Unicode text: a lone surrogate would not survive UTF-8. */
export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** Most bytes that a message takes besides the elements of its lists: version, sender, kind, flags, list headers. */
export const envelopeBytes = 32;

/** What of `maxMessageBytes` is left for a frame body: the host's length prefix counts as part of the frame. */
export function messageBudget(maxMessageBytes: number): number {
  return maxMessageBytes - 4;
}
