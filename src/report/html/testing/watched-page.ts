import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.js';

export interface View {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A page with everything that it complained of and asked for. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
  /** Without what is inside the page itself. */
  readonly requests: string[];
  /** By how much the page is wider than its window. */
  overflowPx(): Promise<number>;
}

export async function openWatched(
  { context }: TestBrowser,
  address: string,
  { width, colorScheme = 'light' }: View,
): Promise<WatchedPage> {
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url());
  });
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
  const overflowPx = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return { page, complaints, requests, overflowPx };
}
