import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../doctor/checks/browser.js';
import { openBrowser, type TestBrowser } from '../report/html/testing/browser.js';
import { openWatched } from '../report/html/testing/watched-page.js';
import { siteFolder } from './build-site.js';
import { type ServedSite, serveSite } from './serve-site.js';
import { exampleSite } from './testing/example-site.js';

const executablePath = findBrowser(process.env);
const views = [
  { width: 375, colorScheme: 'light' },
  { width: 375, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
] as const;

let browser: TestBrowser;
let out: string;
let site: ServedSite;

describe.skipIf(executablePath === undefined)('the site of the nights in a browser (needs Chromium)', () => {
  beforeAll(async () => {
    browser = await openBrowser(executablePath ?? '');
    out = await exampleSite();
    site = await serveSite(siteFolder(out), 0);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    if (out) await rm(out, { recursive: true });
  });

  it.each(views)(
    'shows the nights at $width px in $colorScheme, without complaint or sideways scroll',
    async (view) => {
      const { page, complaints, requests, overflowPx } = await openWatched(browser, site.address, view);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Nights');
      expect(await page.locator('#nights tbody tr').count()).toBe(16);
      expect(await page.locator('#last').textContent()).toMatch(
        /full dissemination p50 is worse by a factor of 1\.\d\d/,
      );
      expect(await overflowPx()).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([site.address]);
      await page.close();
    },
  );

  it.each(views)('draws the trends of an entry at $width px in $colorScheme', async (view) => {
    const { page, complaints, overflowPx } = await openWatched(browser, site.address, view);
    await page.getByRole('link', { name: 'quick: push-pull' }).click();
    await expect.poll(() => page.locator('[data-live] svg').count()).toBe(2);
    const chart = page.locator('[data-chart="trend-fullDisseminationMs-p50"]');
    expect(await chart.textContent()).toContain('commit0012');
    expect(
      await page.getByRole('img', { name: /Level changes since 2026-11-13 \(commit commit0012\)/ }).count(),
    ).toBe(1);
    expect(await overflowPx()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells night, commit and runs under the pointer', async () => {
    const { page } = await openWatched(browser, site.address, { width: 1440 });
    await page.getByRole('link', { name: 'quick: push-pull' }).click();
    const chart = page.locator('[data-chart="trend-fullDisseminationMs-p50"][data-live]');
    await chart.hover({ position: { x: 300, y: 120 } });
    await expect
      .poll(() => chart.textContent())
      .toMatch(/2026-11-\d\d .*commit[\s\S]*Median of 5 runs: \d+ ms/);
    await page.close();
  });

  it('has no link that leads nowhere', async () => {
    const { page } = await openWatched(browser, site.address, { width: 1440 });
    const links = await page
      .locator('a[href$=".html"]')
      .evaluateAll((all) => all.map((a) => (a as unknown as { href: string }).href));
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const link of links) expect((await fetch(link)).status).toBe(200);
    await page.close();
  });
});
