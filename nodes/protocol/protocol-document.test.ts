import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { View } from './view/view.js';
import { decodeMessage, encodeMessage } from './wire/codec.js';
import { kindCodes } from './wire/format.js';
import type { Message, MessageKind, MessageOf } from './wire/messages.js';

const text = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const examples = new Map(
  /```frames\n(.*?)```/s
    .exec(text)![1]!
    .trim()
    .split('\n')
    .map((line) => {
      const [kind, ...bytes] = line.split(/\s+/);
      return [kind, Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16))] as const;
    }),
);

const version = { origin: 2, incarnation: 1, seq: 7, clock: 300 };
const update = { version, key: 'k', value: Uint8Array.of(0xca, 0xfe), hops: 1 };
const tombstone = { ...update, value: undefined };
const superseded = [{ origin: 2, incarnation: 1, fromSeq: 5, toSeq: 6 }];
const wants = [{ origin: 0, incarnation: 2 ** 32, fromSeq: 1, toSeq: 1 }];

const own = { id: 3, incarnation: 1, refutations: 0, status: 'alive', reporter: 3 } as const;

const messages: { [K in MessageKind]: Omit<MessageOf<K>, 'kind'> } = {
  rumors: { updates: [update], wantFeedback: true },
  pullRequest: {},
  pullReply: { updates: [tombstone], wantFeedback: false },
  pushPullRequest: { updates: [], wantFeedback: false },
  pushPullReply: { updates: [], wantFeedback: false, needed: Uint8Array.of(1) },
  feedback: { needed: Uint8Array.of(0b101) },
  digest: {
    complete: true,
    hot: false,
    summaries: [{ origin: 2, incarnation: 1, prefix: 4, ranges: [7, 9] }],
  },
  digestReply: { updates: [], superseded, wants, wantsAll: true },
  delta: { hot: true, updates: [update], superseded: [] },
  heartbeats: { members: [{ id: 3, incarnation: 1, heartbeat: 200, left: false }] },
  heartbeatsReply: { members: [] },
  join: { incarnation: 1, heartbeat: 1 },
  leave: { incarnation: 1, heartbeat: 70_000 },
  probe: { nonce: 5, sentMs: 1.5 },
  probeAck: { nonce: 5, sentMs: 1.5, receivedMs: 2 },
  ping: { statements: [own] },
  ack: { statements: [{ ...own, refutations: 1 }] },
  nack: { statements: [] },
  pingRequest: { target: 9, statements: [own] },
  memberNews: { statements: [own, { id: 2, incarnation: 4, refutations: 300, status: 'left', reporter: 2 }] },
  memberSync: { statements: [own, { id: 7, incarnation: 2, refutations: 0, status: 'failed', reporter: 5 }] },
  memberSyncReply: {
    statements: [{ id: 3, incarnation: 1, refutations: 0, status: 'suspect', reporter: 6 }],
  },
};

test('PROTOCOL.md shows an example of every kind of message', () => {
  expect([...examples.keys()]).toEqual(Object.keys(kindCodes));
});

test.each(Object.entries(messages))(
  'the bytes of %s in PROTOCOL.md are what is sent and read',
  (kind, fields) => {
    const message = { kind, ...fields } as Message;
    const bytes = examples.get(kind)!;
    expect(Uint8Array.from(encodeMessage(3, message))).toEqual(bytes);
    expect(decodeMessage(bytes)).toEqual({ ok: true, from: 3, message });
  },
);

test.each(Object.entries(kindCodes))('the table in PROTOCOL.md gives %s its number', (kind, code) => {
  expect(text).toMatch(new RegExp(`^\\| ${kind} +\\| ${code} +\\|`, 'm'));
});

test('an integer above 32 bits is read from uint 64 as well as from float 64', () => {
  const float = examples.get('digestReply')!;
  const at = float.indexOf(0xcb);
  const uint = Uint8Array.of(...float.slice(0, at), 0xcf, 0, 0, 0, 1, 0, 0, 0, 0, ...float.slice(at + 9));
  expect(decodeMessage(uint)).toEqual(decodeMessage(float));
});

test('the view digest in PROTOCOL.md is that of the example update', () => {
  const view = new View();
  expect(view.stateDigest()).toBe('0'.repeat(16));
  view.merge(update);
  expect(text).toContain(view.stateDigest());
});
