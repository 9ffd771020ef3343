import { expect, it } from 'vitest';
import { setFieldAt } from './field-at.js';

const set = (tree: Record<string, unknown>, path: string) => [setFieldAt(tree, path.split('.'), 1), tree];

it.each([
  [{}, 'a.b', true, { a: { b: 1 } }],
  [{ a: { b: 2, c: 3 } }, 'a.b', true, { a: { b: 1, c: 3 } }],
  [{ a: null }, 'a.b', true, { a: { b: 1 } }],
  [{ a: [{ b: 2 }] }, 'a.0.b', true, { a: [{ b: 1 }] }],
  [{ a: [{ b: 2 }] }, 'a.b', false, { a: [{ b: 2 }] }],
  [{ a: 7 }, 'a.b', false, { a: 7 }],
])('in %j, %s: %s', (tree, path, isSet, after) => {
  expect(set(tree, path)).toEqual([isSet, after]);
});

it.each([
  '__proto__.polluted',
  'a.__proto__.polluted',
  'a.__proto__',
  'constructor.prototype.polluted',
  'a.toString',
])('%s is no field, and changes nothing of all objects', (path) => {
  expect(setFieldAt({ a: {} }, path.split('.'), 1)).toBe(false);
  expect('polluted' in {}).toBe(false);
});
