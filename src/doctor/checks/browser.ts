import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { Check, Finding } from '../check.js';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const versionLimitMs = 10_000;

export const browser: Check = {
  name: 'browser for tests',
  why: 'Only the tests of report.html need Chromium; runs do not.',
  required: false,
  async examine({ environment }) {
    const path = findBrowser(environment);
    return judgeBrowser(path && { path, version: await askVersion(path) }, environment.GOSSIP_BENCH_CHROMIUM);
  },
};

/** The browser that the report's tests drive: GOSSIP_BENCH_CHROMIUM, else the first usual path that is there. */
export function findBrowser({ GOSSIP_BENCH_CHROMIUM: named }: NodeJS.ProcessEnv): string | undefined {
  return [...(named ? [named] : []), ...usualPaths].find((path) => existsSync(path));
}

export interface FoundBrowser {
  readonly path: string;
  /** Undefined where it did not report one: it cannot be started. */
  readonly version: string | undefined;
}

export function judgeBrowser(found: FoundBrowser | '' | undefined, named: string | undefined): Finding {
  const remedy = 'Run `gossip-bench doctor --fix --browser`, or set GOSSIP_BENCH_CHROMIUM to a Chromium.';
  if (!found) return { status: 'warning', found: 'none: the browser tests are skipped', remedy };
  if (found.version === undefined) {
    return { status: 'warning', found: `${found.path} does not report its version`, remedy };
  }
  const instead = named && named !== found.path ? `; ${named} of GOSSIP_BENCH_CHROMIUM does not exist` : '';
  return { status: instead ? 'warning' : 'ok', found: `${found.version}, ${found.path}${instead}` };
}

async function askVersion(path: string): Promise<string | undefined> {
  const { stdout } = await execa(path, ['--version'], {
    timeout: versionLimitMs,
    reject: false,
    stdin: 'ignore',
  });
  return /\d+(\.\d+)+/.exec(stdout ?? '')?.[0];
}
