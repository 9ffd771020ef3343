import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import { configUnder, nextRoundMs } from './round-clock.js';

test.each([
  [0, 0],
  [0.1, 250],
  [250, 250],
  [250.5, 500],
])('after %d ms the next synchronous round of 250 ms is at %d', (atMs, roundMs) => {
  expect(nextRoundMs(atMs, 250)).toBe(roundMs);
});

test('synchronous rounds have no jitter, and random phases keep theirs', () => {
  const config = protocolConfigSchema.parse({ intervalJitter: 0.3 });
  expect(configUnder('rounds', config)).toEqual({ ...config, intervalJitter: 0 });
  expect(configUnder('phases', config)).toBe(config);
});
