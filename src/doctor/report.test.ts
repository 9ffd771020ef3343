import { expect, test } from 'vitest';
import { doctorText, isHealthy } from './report.js';

const node = { name: 'Node', status: 'ok', found: '20.20.2', why: 'It runs.' } as const;
const engine = {
  name: 'container engine',
  status: 'warning',
  found: 'none answers',
  why: 'It contains.',
  remedy: 'Install it.\nStart it.',
} as const;
const toxiproxy = { name: 'Toxiproxy', status: 'missing', found: 'not there', why: 'It is a link.' } as const;
const done = { name: 'engine', outcome: 'done', text: 'Started.' } as const;
const failed = { name: 'engine', outcome: 'failed', text: 'It died.', remedy: 'See its log.' } as const;

test('checks stand one below the other, each with symbol and word, and what is not in order with its remedy', () => {
  expect(doctorText({ checks: [node, engine], ok: true })).toBe(
    [
      '✔ ok       Node              20.20.2',
      '! warning  container engine  none answers',
      '    It contains.',
      '    → Install it.',
      '    → Start it.',
      '',
      '`gossip-bench run` works here, and uses the process runtime by default (1 warning above).',
    ].join('\n'),
  );
});

test('the closing sentence names what is missing', () => {
  expect(doctorText({ checks: [node, toxiproxy], ok: false })).toMatch(
    /\n`gossip-bench run` cannot run here: Toxiproxy missing\.$/,
  );
});

test('fixes are told before the checks that ran after them', () => {
  const text = doctorText({ checks: [node], ok: true, fixes: [done, failed] });
  expect(text.split('\n').slice(0, 4)).toEqual([
    '✔ done  engine: Started.',
    '✖ failed  engine: It died.',
    '    → See its log.',
    '',
  ]);
  expect(text).toMatch(/Some fixes failed\.$/);
  expect(doctorText({ checks: [node], ok: true, fixes: [] })).toMatch(/^Nothing to fix/);
});

test.each([
  ['nothing was asked to be fixed', { ok: true }, true],
  ['there was nothing to fix', { ok: true, fixes: [] }, true],
  ['all was fixed', { ok: true, fixes: [done] }, true],
  ['a fix failed', { ok: true, fixes: [done, failed] }, false],
  ['the main job cannot run', { ok: false, fixes: [done] }, false],
])('whether all is well where %s', (_, report, expected) => {
  expect(isHealthy({ checks: [], ...report })).toBe(expected);
});
