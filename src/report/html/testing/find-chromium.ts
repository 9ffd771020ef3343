import { existsSync } from 'node:fs';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that the report's tests drive: GOSSIP_BENCH_CHROMIUM, else the first usual path that is there. */
export function findChromium(): string | undefined {
  const named = process.env.GOSSIP_BENCH_CHROMIUM;
  return [...(named ? [named] : []), ...usualPaths].find((path) => existsSync(path));
}
