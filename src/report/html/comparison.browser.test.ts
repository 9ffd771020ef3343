import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRunSets } from '../../comparison/comparison.js';
import type { RunSet } from '../../comparison/run-set.js';
import { findBrowser } from '../../doctor/checks/browser.js';
import { runFolderAt } from '../../store/run-folder.js';
import { comparisonCharts } from './charts/compared-curves.js';
import { renderComparison } from './comparison.js';
import { openBrowser, type TestBrowser } from './testing/browser.js';
import { completeRun } from './testing/report-fixture.js';
import { openWatched } from './testing/watched-page.js';

const executablePath = findBrowser(process.env);

/** Five runs whose latencies are `factor` times those of the fixture, each a little different. */
function runSet(name: string, factor: number): RunSet {
  const runs = [0.96, 0.98, 1, 1.02, 1.04].map((jitter, index) => {
    const { result } = completeRun();
    const latency = result.metrics.propagationLatencyMs!;
    const scaled = Object.fromEntries(
      Object.entries(latency).map(([key, value]) => [key, Number(value) * factor * jitter]),
    ) as typeof latency;
    result.metrics = { ...result.metrics, propagationLatencyMs: scaled };
    return { folder: runFolderAt(`${name}/run-${index}`), result };
  });
  return { name, runs, notices: [] };
}

const curve = (factor: number) =>
  Array.from({ length: 20 }, (_, i) => ({ ms: i * 20 * factor, fraction: i / 19 }));
let browser: TestBrowser;
let address: string;

describe.skipIf(executablePath === undefined)(
  'the page of a comparison in a browser (needs Chromium)',
  () => {
    beforeAll(async () => {
      browser = await openBrowser(executablePath ?? '');
      const comparison = compareRunSets(runSet('before', 1), runSet('after', 2));
      const curves = [curve(1), curve(2)] as const;
      const path = join(browser.directory, 'comparison.html');
      await writeFile(
        path,
        renderComparison(comparison, { names: ['before', 'after'], infection: curves, latency: curves }),
      );
      address = pathToFileURL(path).href;
    });
    afterAll(() => browser?.close());

    it.each([
      { width: 375, colorScheme: 'light' },
      { width: 375, colorScheme: 'dark' },
      { width: 1440, colorScheme: 'light' },
      { width: 1440, colorScheme: 'dark' },
    ] as const)(
      'draws both curves at $width px in $colorScheme, without complaint or sideways scroll',
      async (view) => {
        const { page, complaints, requests, overflowPx } = await openWatched(browser, address, view);
        await expect.poll(() => page.locator('[data-live] svg').count()).toBe(comparisonCharts.length);
        expect(await page.locator('[data-live] svg path[stroke="var(--series-2)"]').count()).toBeGreaterThan(
          0,
        );
        expect(await page.locator('svg.effect').count()).toBeGreaterThan(10);
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^After is slower in 4/);
        expect(await overflowPx()).toBe(0);
        expect(complaints).toEqual([]);
        expect(requests).toEqual([address]);
        await page.close();
      },
    );

    it('shows both sides under the pointer', async () => {
      const { page } = await openWatched(browser, address, { width: 1440, colorScheme: 'light' });
      const chart = page.locator('[data-chart="compared-latency"][data-live]');
      await chart.hover({ position: { x: 260, y: 160 } });
      await expect.poll(() => chart.textContent()).toMatch(/\d ms[\s\S]*before: .*%[\s\S]*after: .*%/);
      await page.close();
    });
  },
);
