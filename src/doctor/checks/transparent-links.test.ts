import { expect, test } from 'vitest';
import type { Machine } from '../check.js';
import { judgeTransparentLinks } from './transparent-links.js';

const facts = { version: '20.10', apiVersion: '1.41', os: 'linux', arch: 'amd64', kernel: '6.1' };
const rootful: Machine['engine'] = { available: true, ...facts };
const iptables = '/usr/sbin/iptables-restore';
const isSet = { isSet: true, said: '' };

test('transparent links are in order where the rules of a small cluster could be set', () => {
  expect(judgeTransparentLinks(rootful, iptables, isSet)).toEqual({
    status: 'ok',
    found: `${iptables} sets the rules`,
  });
});

test.each([
  ['without iptables', rootful, undefined, undefined, /no iptables/, /doctor --fix/],
  [
    'without modules',
    rootful,
    iptables,
    { isSet: false, said: 'RULE_APPEND failed (No such file or directory): rule in chain OUTPUT' },
    /RULE_APPEND failed/,
    /modprobe -a nf_nat/,
  ],
  ['of a rootless engine', { ...rootful, rootless: true }, iptables, isSet, /rootless/, /rootful engine/],
] as const)('%s they are doubted, with what to do', (_, engine, path, trial, found, remedy) => {
  expect(judgeTransparentLinks(engine, path, trial)).toEqual({
    status: 'warning',
    found: expect.stringMatching(found),
    remedy: expect.stringMatching(remedy),
  });
});
