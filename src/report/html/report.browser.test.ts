import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../doctor/checks/browser.js';
import { charts } from './charts/registry.js';
import { renderReport } from './report.js';
import { openBrowser, type TestBrowser } from './testing/browser.js';
import { completeRun, emptyRun } from './testing/report-fixture.js';
import { openWatched, type View, type WatchedPage } from './testing/watched-page.js';

const executablePath = findBrowser(process.env);

let browser: TestBrowser;
const addresses = { complete: '', empty: '' };

const open = (report: keyof typeof addresses, view: View, within = browser): Promise<WatchedPage> =>
  openWatched(within, addresses[report], view);

const background = (page: Page): Promise<string> =>
  page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

describe.skipIf(executablePath === undefined)('report.html in a browser (needs Chromium)', () => {
  beforeAll(async () => {
    browser = await openBrowser(executablePath ?? '');
    for (const [name, run] of [
      ['complete', completeRun()],
      ['empty', emptyRun()],
    ] as const) {
      const path = join(browser.directory, `${name}.html`);
      await writeFile(path, renderReport(run.result, run));
      addresses[name] = pathToFileURL(path).href;
    }
  });
  afterAll(() => browser?.close());

  it.each([
    { width: 375, colorScheme: 'light' },
    { width: 375, colorScheme: 'dark' },
    { width: 1440, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
  ] as const)(
    'draws all charts at $width px in $colorScheme, without complaint, request or sideways scroll',
    async (view) => {
      const { page, complaints, requests, overflowPx } = await open('complete', view);
      await expect.poll(() => page.locator('[data-live] svg').count()).toBe(charts.length);
      expect(await page.locator('[data-live] svg path[stroke="var(--series-1)"]').count()).toBeGreaterThan(0);
      expect(await page.locator('svg.matrix:visible').count()).toBe(3);
      expect(await overflowPx()).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([addresses.complete]);
      await page.close();
    },
  );

  it.each(['complete', 'empty'] as const)('fits a %s report into 320 px', async (report) => {
    const { page, complaints, overflowPx } = await open(report, { width: 320 });
    expect(await overflowPx()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the figures under the pointer, with units', async () => {
    const { page } = await open('complete', { width: 1440 });
    const chart = page.locator('[data-chart="infection-curve"][data-live]');
    await chart.hover({ position: { x: 500, y: 200 } });
    await expect
      .poll(() => chart.textContent())
      .toMatch(/\d ms after the write[\s\S]*Mean fraction of live nodes: .*%/);
    await page.close();
  });

  it('tells which faults hold under the pointer', async () => {
    const { page } = await open('complete', { width: 1440 });
    const chart = page.locator('[data-chart="fault-timeline"][data-live]');
    await chart.hover({ position: { x: 560, y: 150 } });
    await expect
      .poll(() => chart.textContent())
      .toMatch(/At [\d.]+ s[\s\S]*Faults: .*split[\s\S]*Updates held: .*%/);
    await page.close();
  });

  it('draws charts anew when the window changes its width', async () => {
    const { page, overflowPx } = await open('complete', { width: 1440 });
    const svg = page.locator('[data-chart="timeline"][data-live] svg');
    await expect.poll(async () => Number(await svg.getAttribute('width'))).toBeGreaterThan(900);
    await page.setViewportSize({ width: 375, height: 800 });
    await expect.poll(async () => Number(await svg.getAttribute('width'))).toBeLessThan(375);
    expect(await overflowPx()).toBe(0);
    await page.close();
  });

  it('follows the system into the dark, unless told otherwise by its button', async () => {
    const { page } = await open('complete', { width: 1440, colorScheme: 'dark' });
    const dark = await background(page);
    const button = page.getByRole('button', { name: /^Theme/ });
    await button.click();
    expect(await button.textContent()).toBe('Theme: light');
    expect(await background(page)).not.toBe(dark);
    await button.click();
    expect(await button.textContent()).toBe('Theme: dark');
    expect(await background(page)).toBe(dark);
    await page.close();
  });

  it('opens the spec by keyboard, and copies or selects it', async () => {
    const { page } = await open('complete', { width: 1440 });
    await page.getByText('The resolved spec').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#spec-yaml').isVisible()).toBe(true);
    await page.locator('[data-copy="spec-yaml"]').click();
    await expect.poll(() => page.locator('[data-copy="spec-yaml"]').textContent()).toMatch(/Copied|Selected/);
    await page.close();
  });

  it('gives every chart and scrolling box a name for those who cannot see it', async () => {
    const { page } = await open('complete', { width: 375 });
    const unnamed = page.locator('[role=img]:not([aria-label]), [role=region]:not([aria-label])');
    expect(await unnamed.count()).toBe(0);
    expect(await page.getByRole('img', { name: /^split\. 50 of 90 directed links are cut/ }).count()).toBe(1);
    expect(await page.getByRole('img', { name: /^Infection curve\. An update reached/ }).count()).toBe(1);
    await page.close();
  });

  it('is readable without script: still charts, no buttons', async () => {
    const scriptless = await openBrowser(executablePath ?? '', { javaScriptEnabled: false });
    try {
      const { page } = await open('complete', { width: 375 }, scriptless);
      expect(await page.locator('.still.narrow svg:visible').count()).toBe(charts.length);
      expect(await page.locator('button:visible').count()).toBe(0);
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(await page.locator('.still.broad svg:visible').count()).toBe(charts.length);
    } finally {
      await scriptless.close();
    }
  });
});
