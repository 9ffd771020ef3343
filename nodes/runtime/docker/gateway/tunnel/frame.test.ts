import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHeader, type FrameKind, frameKinds, maxControlPayloadBytes } from './frame.js';
import { FrameReader } from './frame-reader.js';

interface Frame {
  readonly kind: FrameKind;
  readonly channel: number;
  readonly payload: string;
}

const frame: fc.Arbitrary<Frame> = fc.record({
  kind: fc.constantFrom(...Object.values(frameKinds)),
  channel: fc.nat(0xffff_ffff),
  payload: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('hex')),
});

function encode({ kind, channel, payload }: Frame): Buffer {
  const bytes = Buffer.from(payload, 'hex');
  return Buffer.concat([encodeHeader(kind, channel, bytes.length), bytes]);
}

/** Joins the pieces in which the payload of one `bytes` frame is handed on. */
function joinPieces(frames: readonly Frame[], lengths: readonly number[]): Frame[] {
  const pieces = [...frames];
  return lengths.map((length) => {
    const first = pieces.shift();
    if (first === undefined) throw new Error('a frame is missing');
    let payload = first.payload;
    while (payload.length < length) payload += pieces.shift()?.payload ?? 'end of frames';
    return { ...first, payload };
  });
}

test('frames come out as they went in, wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 40 })),
      (frames, cuts) => {
        const seen: Frame[] = [];
        const reader = new FrameReader((kind, channel, payload) =>
          seen.push({ kind, channel, payload: payload.toString('hex') }),
        );
        let stream = Buffer.concat(frames.map(encode));
        for (const cut of cuts) {
          reader.push(stream.subarray(0, cut));
          stream = stream.subarray(cut);
        }
        reader.push(stream);
        const lengths = frames.map(({ payload }) => payload.length);
        expect(joinPieces(seen, lengths)).toEqual(frames);
      },
    ),
  );
});

test.each([
  ['an unknown kind', encodeHeader(9 as FrameKind, 1, 0)],
  ['a control frame of impossible length', encodeHeader(frameKinds.open, 1, maxControlPayloadBytes + 1)],
])('a stream with %s is refused', (_, bytes) => {
  expect(() => new FrameReader(() => undefined).push(bytes)).toThrow(/control tunnel/);
});
