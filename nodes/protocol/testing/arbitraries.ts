import fc from 'fast-check';
import { signatureBytes } from '../auth/signer.js';
import type { Update, Version } from '../types.js';
import type { IncarnationSummary } from '../view/incarnation-summary.js';
import { limits, utf8Length } from '../wire/format.js';
import type { MemberEntry, MemberStatement, Message, SeqRange } from '../wire/messages.js';

/** Numbers crowd around the borders of msgpack's integer widths. */
const borders = [0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000, 0xffff_ffff, 0x1_0000_0000];
const integer = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 9) }),
    fc.integer({ min, max }),
    fc.constantFrom(...borders.filter((border) => border >= min && border <= max)),
  );

export const anyNodeId = integer(0, limits.nodeId);
const anyCount = integer(1, limits.count);
const anyTime = fc.oneof(anyCount, fc.double({ min: 0, max: 1e12, noNaN: true })).map((ms) => ms + 0);
export const anyKey = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    fc.string({ minLength: 20, maxLength: 300 }),
  )
  .filter((key) => utf8Length(key) <= limits.keyBytes);
const anyBytes = fc
  .oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 250, maxLength: 260 }))
  .map((bytes) => new Uint8Array(bytes));

export const anyVersion: fc.Arbitrary<Version> = fc.record({
  origin: anyNodeId,
  incarnation: anyCount,
  seq: anyCount,
  clock: anyCount,
});

const anySignature = fc
  .uint8Array({ minLength: signatureBytes, maxLength: signatureBytes })
  .map((bytes) => new Uint8Array(bytes));

export const anyUpdate: fc.Arbitrary<Update> = fc.record(
  {
    version: anyVersion,
    key: anyKey,
    value: fc.option(anyBytes, { nil: undefined }),
    hops: integer(0, limits.hops),
    signature: anySignature,
  },
  { requiredKeys: ['version', 'key', 'value', 'hops'] },
);

export const anySummary: fc.Arbitrary<IncarnationSummary> = fc
  .tuple(
    anyNodeId,
    anyCount,
    integer(0, 1000),
    fc.array(fc.tuple(integer(2, 70_000), integer(0, 70_000)), { maxLength: 10 }),
  )
  .map(([origin, incarnation, prefix, steps]) => {
    const ranges: number[] = [];
    let held = prefix;
    for (const [gap, width] of steps) {
      ranges.push(held + gap, held + gap + width);
      held += gap + width;
    }
    return { origin, incarnation, prefix, ranges };
  });

const anyRange: fc.Arbitrary<SeqRange> = fc
  .tuple(anyNodeId, anyCount, integer(1, 2 ** 40), integer(0, 70_000))
  .map(([origin, incarnation, fromSeq, width]) => ({ origin, incarnation, fromSeq, toSeq: fromSeq + width }));

const anyMember: fc.Arbitrary<MemberEntry> = fc.record({
  id: anyNodeId,
  incarnation: anyCount,
  heartbeat: anyCount,
  left: fc.boolean(),
});

const anyStatement: fc.Arbitrary<MemberStatement> = fc.record({
  id: anyNodeId,
  incarnation: anyCount,
  refutations: integer(0, limits.count),
  status: fc.constantFrom('alive', 'suspect', 'failed', 'left'),
  reporter: anyNodeId,
});

const updates = fc.array(anyUpdate, { maxLength: 20 });
const wantFeedback = fc.boolean();
const superseded = fc.array(anyRange, { maxLength: 5 });
const members = fc.array(anyMember, { maxLength: 20 });
const statements = fc.array(anyStatement, { maxLength: 20 });

/** Any message that the decoder admits. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ kind: fc.constantFrom('rumors', 'pullReply', 'pushPullRequest'), updates, wantFeedback }),
  fc.record({ kind: fc.constant('pullRequest' as const) }),
  fc.record({ kind: fc.constant('pushPullReply' as const), updates, wantFeedback, needed: anyBytes }),
  fc.record({ kind: fc.constant('feedback' as const), needed: anyBytes }),
  fc.record({
    kind: fc.constant('digest' as const),
    complete: fc.boolean(),
    hot: fc.boolean(),
    summaries: fc.array(anySummary, { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant('digestReply' as const),
    updates,
    superseded,
    wants: fc.array(anyRange, { maxLength: 5 }),
    wantsAll: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('delta' as const), hot: fc.boolean(), updates, superseded }),
  fc.record({ kind: fc.constantFrom('heartbeats', 'heartbeatsReply'), members }),
  fc.record({ kind: fc.constantFrom('join', 'leave'), incarnation: anyCount, heartbeat: anyCount }),
  fc.record({ kind: fc.constant('probe' as const), nonce: anyNodeId, sentMs: anyTime }),
  fc.record({
    kind: fc.constant('probeAck' as const),
    nonce: anyNodeId,
    sentMs: anyTime,
    receivedMs: anyTime,
  }),
  fc.record({
    kind: fc.constantFrom('ping', 'ack', 'nack', 'memberNews', 'memberSync', 'memberSyncReply'),
    statements,
  }),
  fc.record({ kind: fc.constant('pingRequest' as const), target: anyNodeId, statements }),
);
