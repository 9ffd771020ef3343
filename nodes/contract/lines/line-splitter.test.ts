import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.js';
import { longestLineBytes } from './messages.js';

const textsOf = (pieces: readonly Buffer[]): (string | undefined)[] => {
  const splitter = new LineSplitter();
  return pieces.flatMap((piece) => splitter.push(piece)).map(({ text }) => text);
};

test('however a stream is cut, its lines are the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat({ max: 40 })), (texts, cuts) => {
      const lines = texts.map((text) => text.replaceAll('\n', ''));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
        (a, b) => a - b,
      );
      const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
      expect(textsOf(pieces)).toEqual(lines);
    }),
  );
});

test('a line that is too long is passed over in whole, and the next one is read', () => {
  const long = Buffer.alloc(longestLineBytes / 2 + 1, 97);
  expect(textsOf([long, long, Buffer.from('\nnext\n')])).toEqual([undefined, 'next']);
});

test('lines are numbered, also those that are skipped', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from('a\n'))).toEqual([{ number: 1, text: 'a' }]);
  expect(splitter.passOver(Buffer.from('b\nc\nhalf'))).toBe(2);
  expect(splitter.push(Buffer.from(' of d\ne\n'))).toEqual([
    { number: 4, text: undefined },
    { number: 5, text: 'e' },
  ]);
});
