import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyMessage, anyNodeId } from '../testing/arbitraries.js';
import { useSeed } from '../testing/print-seed.js';
import { decodeMessage, encodedLength, encodeMessage } from './codec.js';

useSeed('codec', process.env.FAST_CHECK_SEED);

test('what is encoded decodes to the same message', () => {
  fc.assert(
    fc.property(anyNodeId, anyMessage, (from, message) => {
      expect(decodeMessage(encodeMessage(from, message))).toEqual({ ok: true, from, message });
    }),
  );
});

test('the length told without encoding is the encoder’s length', () => {
  fc.assert(
    fc.property(anyNodeId, anyMessage, (from, message) => {
      expect(encodedLength(from, message)).toBe(encodeMessage(from, message).length);
    }),
    { numRuns: 300 },
  );
});

test('a list of sixteen and of seventy thousand elements has the told length too', () => {
  for (const count of [15, 16, 70_000]) {
    const members = Array.from({ length: count }, (_, id) => ({
      id,
      incarnation: 1,
      heartbeat: 1,
      left: false,
    }));
    const message = { kind: 'heartbeats', members } as const;
    expect(encodedLength(1, message)).toBe(encodeMessage(1, message).length);
  }
});

test('arbitrary bytes never throw past the decoder', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeMessage(bytes)).toHaveProperty('ok');
      expect(decodeMessage(Uint8Array.of(1, ...bytes))).toHaveProperty('ok');
    }),
    { numRuns: 2_000 },
  );
});

test('a mutated frame is dropped or read as some valid message, never thrown', () => {
  const mutation = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(anyMessage, fc.array(mutation, { minLength: 1, maxLength: 4 }), (message, mutations) => {
      const frame = Uint8Array.from(encodeMessage(3, message));
      for (const [at, byte] of mutations) frame[at % frame.length] = byte;
      const decoded = decodeMessage(frame);
      if (decoded.ok) expect(decodeMessage(encodeMessage(decoded.from, decoded.message))).toEqual(decoded);
    }),
    { numRuns: 2_000 },
  );
});

test('a truncated frame is dropped', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), (message, cut) => {
      const frame = encodeMessage(3, message);
      expect(decodeMessage(frame.subarray(0, cut % frame.length)).ok).toBe(false);
    }),
  );
});

test('a decoded value keeps no hold of the network buffer', () => {
  const version = { origin: 1, incarnation: 1, seq: 1, clock: 1 };
  const update = { version, key: 'k', value: Uint8Array.of(7, 8, 9), hops: 0 };
  const frame = encodeMessage(1, { kind: 'rumors', updates: [update], wantFeedback: false });
  const decoded = decodeMessage(frame);
  if (!decoded.ok || decoded.message.kind !== 'rumors') throw new Error('did not decode');
  const value = decoded.message.updates[0]?.value;
  frame.fill(0);
  expect(value).toEqual(Uint8Array.of(7, 8, 9));
  expect(value?.buffer).not.toBe(frame.buffer);
});

test.each([
  ['no byte', [], 'empty'],
  ['a foreign version', [2, 0x92, 1, 1], 'version'],
  ['a map', [1, 0x80], 'syntax'],
  ['an extension', [1, 0x92, 1, 0xd4, 0x72, 0x40], 'syntax'],
  ['a negative integer', [1, 0x92, 0xff, 1], 'syntax'],
  ['bytes after the end', [1, 0x92, 1, 1, 0], 'syntax'],
  ['an array that claims four thousand million elements', [1, 0xdd, 0xff, 0xff, 0xff, 0xff], 'syntax'],
  ['a byte string longer than the frame', [1, 0x93, 1, 5, 0xc6, 0xff, 0xff, 0xff, 0xff], 'syntax'],
  ['nesting without end', [1, ...new Array<number>(100_000).fill(0x91), 0xc0], 'syntax'],
  ['no array', [1, 7], 'syntax'],
  ['an unknown kind', [1, 0x92, 1, 99], 'envelope'],
  ['a sender that is no node', [1, 0x92, 0xc3, 1], 'envelope'],
  ['a field too many', [1, 0x93, 1, 1, 0], 'shape'],
  ['a field too few', [1, 0x93, 1, 11, 1], 'shape'],
  ['incarnation 0', [1, 0x94, 1, 11, 0, 1], 'shape'],
  ['ranges that touch the prefix', [1, 0x94, 1, 6, 0xc3, 0x91, 0x95, 1, 1, 4, 5, 6], 'shape'],
  ['a range that ends before it begins', [1, 0x94, 1, 8, 0x90, 0x91, 0x94, 1, 1, 5, 4], 'shape'],
])('%s is refused by name', (_, bytes, reason) => {
  expect(decodeMessage(Uint8Array.from(bytes))).toEqual({ ok: false, reason });
});
