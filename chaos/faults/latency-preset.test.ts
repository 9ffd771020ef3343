import { expect, it } from 'vitest';
import { latencyPresetSchema } from './latency-preset.js';

it('a latency preset has all regions unless some are named', () => {
  expect(latencyPresetSchema.parse({ kind: 'latencyPreset', preset: 'regions' }).regions).toHaveLength(8);
});

it.each([
  { preset: 'moon' },
  { preset: 'regions', regions: ['atlantis'] },
  { preset: 'regions', regions: [] },
])('a latency preset refuses %o', (fields) => {
  expect(latencyPresetSchema.safeParse({ kind: 'latencyPreset', ...fields }).success).toBe(false);
});
