import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { Check, Finding } from '../check.js';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const versionLimitMs = 10_000;

export const browser: Check = {
  name: 'browser for tests',
  why: 'The tests of report.html open it in Chromium; runs need none.',
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
  /** Undefined where it did not tell: it cannot be started. */
  readonly version: string | undefined;
}

export function judgeBrowser(found: FoundBrowser | '' | undefined, named: string | undefined): Finding {
  const remedy = 'Run `gossip-bench doctor --fix --browser`, or name a Chromium in GOSSIP_BENCH_CHROMIUM.';
  if (!found) return { status: 'warning', found: 'none: its tests are skipped', remedy };
  if (found.version === undefined) {
    return { status: 'warning', found: `${found.path} does not tell its version`, remedy };
  }
  const instead = named && named !== found.path ? `; ${named} of GOSSIP_BENCH_CHROMIUM is not there` : '';
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
