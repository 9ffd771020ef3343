import type { Update } from '../../../nodes/protocol/types.js';
import type { Message } from '../../../nodes/protocol/wire/messages.js';

const payload = new Uint8Array(128).fill(7);

/** `count` updates of one origin, of 128 bytes each. */
export const updatesOf = (origin: number, count: number, firstSeq = 1): Update[] =>
  Array.from({ length: count }, (_, i) => ({
    version: { origin, incarnation: 1, seq: firstSeq + i, clock: firstSeq + i },
    key: `k${origin}-${firstSeq + i}`,
    value: payload,
    hops: 3,
  }));

const summaries = Array.from({ length: 50 }, (_, origin) => ({
  origin,
  incarnation: 1,
  prefix: 200,
  ranges: [203, 203, 210, 214],
}));
const members = Array.from({ length: 50 }, (_, id) => ({
  id,
  incarnation: 1,
  heartbeat: 900 + id,
  left: false,
}));
const statements = members.map(({ id }) => ({
  id,
  incarnation: 1,
  refutations: 0,
  status: 'alive' as const,
  reporter: id,
}));
const ranges = summaries.map(({ origin }) => ({ origin, incarnation: 1, fromSeq: 201, toSeq: 202 }));
const updates = updatesOf(3, 10);
const needed = new Uint8Array([0b1010_1010, 0b11]);

/** One message of each kind, as a cluster of 50 nodes with ten hot updates would send it. */
export const typicalMessages: readonly Message[] = [
  { kind: 'rumors', updates, wantFeedback: true },
  { kind: 'pullRequest' },
  { kind: 'pullReply', updates, wantFeedback: true },
  { kind: 'pushPullRequest', updates, wantFeedback: true },
  { kind: 'pushPullReply', updates, wantFeedback: true, needed },
  { kind: 'feedback', needed },
  { kind: 'digest', complete: true, hot: false, summaries },
  { kind: 'digestReply', updates, superseded: [], wants: ranges, wantsAll: true },
  { kind: 'delta', hot: false, updates, superseded: ranges },
  { kind: 'heartbeats', members },
  { kind: 'heartbeatsReply', members },
  { kind: 'join', incarnation: 1, heartbeat: 1 },
  { kind: 'leave', incarnation: 1, heartbeat: 9 },
  { kind: 'ping', statements: statements.slice(0, 2) },
  { kind: 'ack', statements: statements.slice(0, 2) },
  { kind: 'nack', statements: statements.slice(0, 1) },
  { kind: 'pingRequest', target: 9, statements: statements.slice(0, 2) },
  { kind: 'memberNews', statements: statements.slice(0, 4) },
  { kind: 'memberSync', statements },
  { kind: 'memberSyncReply', statements },
  { kind: 'probe', nonce: 7, sentMs: 1234.5 },
  { kind: 'probeAck', nonce: 7, sentMs: 1234.5, receivedMs: 1235.5 },
];
