import { expect, test } from 'vitest';
import { judgeNodeVersion } from './node-version.js';

test.each([
  ['20.19.0', 'ok'],
  ['20.20.2', 'ok'],
  ['22.0.0', 'ok'],
  ['20.9.0', 'missing'],
  ['18.20.4', 'missing'],
])('Node %s is %s where 20.19 is the least', (version, status) => {
  expect(judgeNodeVersion(version, '20.19').status).toBe(status);
});
