import { describe, expect, it } from 'vitest';
import { gridOf, parseAxis } from './sweep-axes.js';

describe('an axis', () => {
  it.each([
    ['10', [10]],
    ['10,20, 50', [10, 20, 50]],
    ['1..4', [1, 2, 3, 4]],
    ['1..3,10,2', [1, 2, 3, 10]],
    ['100ms,1s', ['100ms', '1s']],
  ])('%j', (text, values) => {
    expect(parseAxis('x', text).values).toEqual(values);
  });

  it.each([
    ['16B..64KiB', [16, 64, 256, 1_024, 4_096, 16_384, 65_536]],
    ['100..1KB', [100, 400, 1_000]],
    ['16B,1KiB', ['16B', '1KiB']],
  ])('of payloads: %j', (text, values) => {
    expect(parseAxis('payload', text).values).toEqual(values);
  });

  it.each([
    ['1KiB..16B', 'whose end is below its start'],
    ['16B..many', 'where many is not a size'],
  ])('of payloads that is none is refused: %j', (text, why) => {
    expect(() => parseAxis('payload', text)).toThrow(why);
  });

  it.each(['', '1,,2', '5..1', '1..100000'])('that is none is refused: %j', (text) => {
    expect(() => parseAxis('nodes', text)).toThrow(
      /^--nodes: expected values such as 10,20,50 or 1\.\.5, got /,
    );
  });
});

describe('a grid', () => {
  it('has every combination once', () => {
    const cells = gridOf([parseAxis('nodes', '10,20'), parseAxis('fanout', '1..3')]);
    expect(cells.map((cell) => cell.map(({ value }) => value))).toEqual([
      [10, 1],
      [10, 2],
      [10, 3],
      [20, 1],
      [20, 2],
      [20, 3],
    ]);
    expect(cells[0]!.map(({ label }) => label)).toEqual(['--nodes', '--fanout']);
  });

  it('without axes is the spec alone', () => {
    expect(gridOf([])).toEqual([[]]);
  });
});
