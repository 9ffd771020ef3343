import { expect, test } from 'vitest';
import { judgeBridgePorts } from './bridge-ports.js';

test('bridge ports are told with the bridge that has the most', () => {
  expect(judgeBridgePorts({ docker0: 0, 'br-1': 51 }).found).toMatch(
    /^1,023 a bridge.*the fullest now, br-1, has 51$/,
  );
  expect(judgeBridgePorts({}).found).toContain('no bridge yet');
});
