import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, FrameRefused, frameOf } from './frame.js';

const limit = 100;
const frames = fc.array(fc.uint8Array({ minLength: 1, maxLength: limit }), { maxLength: 20 });

function readAll(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const reader = new FrameReader(() => limit);
  const read: Buffer[] = [];
  const edges = [
    0,
    ...[...cuts].map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b),
    stream.length,
  ];
  for (const [index, edge] of edges.slice(1).entries()) {
    // The caller's buffer is used again for the next chunk, as a socket's is.
    const chunk = Buffer.from(stream.subarray(edges[index], edge));
    reader.push(chunk, (payload) => read.push(Buffer.from(payload)));
    chunk.fill(0xee);
  }
  return read;
}

test('frames come out as they went in, wherever the stream is cut', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat(3000), { maxLength: 60 }), (payloads, cuts) => {
      const read = readAll(Buffer.concat(payloads.map((payload) => frameOf(payload))), cuts);
      expect(read.map((payload) => [...payload])).toEqual(payloads.map((payload) => [...payload]));
    }),
  );
});

test.each([
  ['one byte over the limit', limit + 1],
  ['four gigabytes', 0xffff_ffff],
  ['nothing', 0],
])('a length of %s is refused at its prefix', (_, length) => {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(length);
  const reader = new FrameReader(() => limit);
  reader.push(prefix.subarray(0, 3), () => expect.unreachable());
  expect(() => reader.push(prefix.subarray(3), () => expect.unreachable())).toThrow(FrameRefused);
});

test('garbage never throws anything but FrameRefused', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }), (chunks) => {
      const reader = new FrameReader(() => limit);
      try {
        for (const chunk of chunks) {
          reader.push(Buffer.from(chunk), (payload) => expect(payload.length).toBeLessThanOrEqual(limit));
        }
      } catch (error) {
        expect(error).toBeInstanceOf(FrameRefused);
      }
    }),
  );
});
