import { expect, it } from 'vitest';
import { changesAt } from './changed.js';
import type { Night } from './night.js';

const night = (name: string, facts: Partial<Night> = {}): Night => ({
  night: name,
  time: '',
  values: [1],
  ...facts,
});

it.each([
  ['the commit', { commit: 'a' }, { commit: 'b' }, { commit: { before: 'a', after: 'b' } }],
  [
    'the flags, besides the commit',
    { commit: 'a', overrides: '' },
    { commit: 'b', overrides: '--fanout 2' },
    { commit: { before: 'a', after: 'b' }, flags: { before: '', after: '--fanout 2' } },
  ],
  [
    'the versions',
    { versions: 'node 20' },
    { versions: 'node 22' },
    { versions: { before: 'node 20', after: 'node 22' } },
  ],
  ['nothing where nothing did', { commit: 'a', overrides: '' }, { commit: 'a', overrides: '' }, {}],
  ['nothing where one night does not know', { commit: 'a' }, { versions: 'node 22' }, {}],
])('between the night before and the first at a new level it names %s', (_, before, after, changes) => {
  expect(changesAt([night('1'), night('2', before), night('3', after)], '3')).toEqual(changes);
});

it('names nothing of the first night of all', () => {
  expect(changesAt([night('1', { commit: 'a' })], '1')).toEqual({});
});
