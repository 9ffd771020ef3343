import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser, judgeBrowser } from './browser.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-doctor-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the browser that is named comes first', async () => {
  const named = join(folder, 'chromium');
  await writeFile(named, '');
  expect(findBrowser({ GOSSIP_BENCH_CHROMIUM: named })).toBe(named);
  expect(findBrowser({ GOSSIP_BENCH_CHROMIUM: join(folder, 'none') })).not.toBe(join(folder, 'none'));
});

test.each([
  [undefined, undefined, 'warning', 'none'],
  [{ path: '/b', version: '140.0' }, undefined, 'ok', '140.0, /b'],
  [{ path: '/b', version: '140.0' }, '/named', 'warning', '/named of GOSSIP_BENCH_CHROMIUM does not exist'],
  [{ path: '/b', version: undefined }, undefined, 'warning', '/b does not report its version'],
] as const)('browser %j, with %s named, is %s', (browser, named, status, found) => {
  expect(judgeBrowser(browser, named)).toMatchObject({ status, found: expect.stringContaining(found) });
});
