import { expect, test } from 'vitest';
import { judgeCpuCores } from './cpu-cores.js';

test.each([
  [8, 0.5, 'ok', '8 cores, load 0.5'],
  [2, 1.5, 'ok', '2 cores, load 1.5'],
  [2, 2, 'warning', '2 cores, load 2'],
  [1, 0, 'warning', '1 core, load 0; 50 nodes need 2 or more'],
])('%d cores under load %d are %s', (cores, load, status, found) => {
  expect(judgeCpuCores(cores, load)).toMatchObject({ status, found });
});
