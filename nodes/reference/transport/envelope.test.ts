import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeMessage } from '../../protocol/wire/codec.js';
import { type Envelope, envelopeOf, openEnvelope } from './envelope.js';

test('what is put into an envelope comes out of it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Envelope['kind']>('question', 'answer'),
      fc.nat(0xffff_ffff),
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      (kind, number, payload) => {
        const opened = openEnvelope(envelopeOf(kind, number, payload));
        expect(opened).toMatchObject({ kind, number });
        expect([...(opened?.payload ?? [])]).toEqual([...payload]);
      },
    ),
  );
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a message without one', Buffer.from(encodeMessage(3, { kind: 'pullRequest' }))],
  ['one that is cut short', Buffer.from([0xf1, 0, 0, 1])],
  ['an empty one', Buffer.from([0xf1, 0, 0, 0, 1])],
])('%s is none', (_, bytes) => {
  expect(openEnvelope(bytes)).toBeUndefined();
});
