import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyKey, anyUpdate } from '../testing/arbitraries.js';
import { useSeed } from '../testing/print-seed.js';
import type { Update } from '../types.js';
import { decodeMessage, encodeMessage } from '../wire/codec.js';
import { signedBytes } from './signed-bytes.js';

useSeed('signed bytes', process.env.FAST_CHECK_SEED);

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('hops and signature are not signed', () => {
  fc.assert(
    fc.property(anyUpdate, fc.nat(60_000), (update, hops) => {
      const { signature: _, ...unsigned } = update;
      const further: Update = { ...update, hops };
      expect(hex(signedBytes(further))).toBe(hex(signedBytes(unsigned)));
    }),
  );
});

const changes: Record<string, (update: Update) => Update> = {
  origin: (u) => ({ ...u, version: { ...u.version, origin: u.version.origin ^ 1 } }),
  incarnation: (u) => ({ ...u, version: { ...u.version, incarnation: u.version.incarnation + 1 } }),
  'high word of seq': (u) => ({ ...u, version: { ...u.version, seq: u.version.seq + 2 ** 32 } }),
  clock: (u) => ({ ...u, version: { ...u.version, clock: u.version.clock + 1 } }),
  'clock and seq exchanged': (u) => ({
    ...u,
    version: { ...u.version, seq: u.version.clock, clock: u.version.seq + 2 ** 40 },
  }),
  key: (u) => ({ ...u, key: `${u.key}.` }),
  'value, longer by a byte': (u) => ({ ...u, value: Uint8Array.of(...(u.value ?? []), 0) }),
  'tombstone for a value': (u) => ({ ...u, value: u.value === undefined ? new Uint8Array() : undefined }),
};

test.each(Object.entries(changes))('another %s is signed as something else', (_, change) => {
  fc.assert(
    fc.property(anyUpdate, (update) => {
      expect(hex(signedBytes(change(update)))).not.toBe(hex(signedBytes(update)));
    }),
  );
});

test('no bytes can be moved between key and value', () => {
  fc.assert(
    fc.property(anyKey, anyKey, (key, more) => {
      const version = { origin: 1, incarnation: 1, seq: 1, clock: 1 };
      const utf8 = new TextEncoder();
      const short = signedBytes({ version, key, value: utf8.encode(more) });
      const long = signedBytes({ version, key: key + more, value: utf8.encode('') });
      expect(hex(short)).not.toBe(hex(long));
    }),
  );
});

/** A block of hexadecimal lines of PROTOCOL.md, each with a name before it. */
function documented(): Map<string, string> {
  const text = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');
  const lines = /```signed\n(.*?)```/s.exec(text)![1]!.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name, ...bytes] = line.split(/\s+/);
      return [name!, bytes.join('')] as const;
    }),
  );
}

test('bytes, key and signature of the example in PROTOCOL.md are what is computed', () => {
  const value = Uint8Array.of(0xca, 0xfe);
  const version = { origin: 2, incarnation: 1, seq: 7, clock: 300 };
  const update: Update = { version, key: 'k', value, hops: 1 };
  const lines = documented();
  expect(hex(signedBytes(update))).toBe(lines.get('bytes'));
  const pkcs8 = Buffer.from(lines.get('private')!, 'hex');
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey({
    key: Buffer.from(lines.get('public')!, 'hex'),
    format: 'der',
    type: 'spki',
  });
  const signature = new Uint8Array(sign(null, signedBytes(update), privateKey));
  expect(hex(signature)).toBe(lines.get('signature'));
  expect(verify(null, signedBytes(update), publicKey, signature)).toBe(true);
  const message = { kind: 'rumors', updates: [{ ...update, signature }], wantFeedback: true } as const;
  expect(hex(encodeMessage(3, message))).toBe(lines.get('rumors'));
  expect(decodeMessage(Buffer.from(lines.get('rumors')!, 'hex'))).toEqual({ ok: true, from: 3, message });
});
