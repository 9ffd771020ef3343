import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { metricPaths } from './metric-paths.js';
import { metricsSchema } from './result.js';

const text = await readFile(new URL('../METRICS.md', import.meta.url), 'utf8');
const figures = Object.keys(metricsSchema.shape);
const parts = new Set([...metricPaths.values()].flatMap(({ keys }) => keys));

test.each(figures)('METRICS.md defines %s', (figure) => {
  expect(text).toMatch(new RegExp(`\`${figure}[\`.]`));
});

test('METRICS.md names every part of a figure that a threshold can name', () => {
  expect([...parts].filter((part) => !text.includes(part))).toEqual([]);
});
