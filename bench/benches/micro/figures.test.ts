import { Bench } from 'tinybench';
import { expect, test } from 'vitest';
import { changeText, committedFigures, figureName } from './figures.js';
import { microSuites } from './suites.js';

test('every task has a committed figure (renew them with npm run bench micro-keep)', () => {
  const names = microSuites.flatMap((suite) => {
    const bench = new Bench({ name: suite.name });
    suite.addTo(bench);
    return bench.tasks.map((task) => figureName(suite.name, task.name));
  });
  expect(Object.keys(committedFigures()).sort()).toEqual(names.sort());
});

test('a change is the ratio to the figure before, and none where there was none', () => {
  expect(changeText(3, 2)).toBe('1.50');
  expect(changeText(3, undefined)).toBe('–');
});
