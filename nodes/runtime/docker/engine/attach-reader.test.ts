import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AttachReader } from './attach-reader.js';

const record = fc.record({
  stream: fc.constantFrom(1, 2),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
});

function encode({ stream, bytes }: { stream: number; bytes: Buffer }): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

test('both streams of a container are told apart, wherever the engine cuts them', () => {
  fc.assert(
    fc.property(fc.array(record), fc.array(fc.integer({ min: 1, max: 30 })), (records, cuts) => {
      const seen: { 1: Buffer[]; 2: Buffer[] } = { 1: [], 2: [] };
      const reader = new AttachReader({
        stdout: (piece) => seen[1].push(piece),
        stderr: (piece) => seen[2].push(piece),
      });
      let stream = Buffer.concat(records.map(encode));
      for (const cut of cuts) {
        reader.push(stream.subarray(0, cut));
        stream = stream.subarray(cut);
      }
      reader.push(stream);
      for (const number of [1, 2] as const) {
        const written = records.filter((entry) => entry.stream === number).map(({ bytes }) => bytes);
        expect(Buffer.concat(seen[number])).toEqual(Buffer.concat(written));
      }
    }),
  );
});
