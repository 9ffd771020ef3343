import { expect, test } from 'vitest';
import { judgeMemory } from './memory.js';

const gibibyte = 2 ** 30;

test.each([
  [8 * gibibyte, 'ok', '8 GiB; 50 nodes need about 3.63 GiB'],
  [1.5 * gibibyte, 'warning', '1.5 GiB: enough for 16 nodes; 50 need about 3.63 GiB'],
  [0.25 * gibibyte, 'warning', '256 MiB: enough for 0 nodes; 50 need about 3.63 GiB'],
])('%d bytes of free memory are %s', (freeBytes, status, found) => {
  expect(judgeMemory(freeBytes)).toMatchObject({ status, found });
});
