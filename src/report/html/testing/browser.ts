import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface TestBrowser {
  context: BrowserContext;
  /** A directory of its own, removed with the browser's profile. */
  directory: string;
  close: () => Promise<void>;
}

/** A headless browser with a profile of its own; nothing of it is left after `close`. */
export async function openBrowser(
  executablePath: string,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<TestBrowser> {
  const directory = await mkdtemp(join(tmpdir(), 'gossip-bench-browser-'));
  const context = await chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath,
    headless: true,
    args: flags,
    ...options,
  });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, directory, close };
}
