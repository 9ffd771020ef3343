import { expect, test } from 'vitest';
import { oneWay, Partitions, sidesApart } from './partitions.js';

test('sides do not reach each other either way, and within a side all is well', () => {
  const partitions = new Partitions();
  partitions.cut(
    sidesApart([
      [0, 1],
      [2, 3],
    ]),
  );
  expect([partitions.isCut(0, 2), partitions.isCut(3, 1)]).toEqual([true, true]);
  expect([partitions.isCut(0, 1), partitions.isCut(2, 3)]).toEqual([false, false]);
});

test('who is on no side reaches everybody', () => {
  const cut = sidesApart([[0], [1]]);
  expect([cut(0, 5), cut(5, 1), cut(0, 1)]).toEqual([false, false, true]);
});

test('a one-way cut leaves the way back open', () => {
  const cut = oneWay([0], [1, 2]);
  expect([cut(0, 1), cut(0, 2), cut(1, 0)]).toEqual([true, true, false]);
});

test('a link that two cut is whole when both are healed', () => {
  const partitions = new Partitions();
  const [first, second] = [sidesApart([[0], [1]]), oneWay([0], [1])];
  partitions.cut(first);
  partitions.cut(second);
  partitions.heal(first);
  expect([partitions.isCut(0, 1), partitions.isCut(1, 0)]).toEqual([true, false]);
  partitions.heal(second);
  expect(partitions.isCut(0, 1)).toBe(false);
});
