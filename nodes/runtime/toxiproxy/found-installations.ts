import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDirectory, fallbackCache, serverPathIn } from './cache.js';
import { checkBinary, fits } from './check-binary.js';
import { type ToxiproxyRequest, toxiproxyVersion, type Way } from './installation.js';

/** Explicit, so any server that runs is taken: one built by hand reports the version `git`. */
const override: Way = {
  source: 'override',
  title: 'GOSSIP_BENCH_TOXIPROXY',
  async attempt({ environment, platform }) {
    const path = environment.GOSSIP_BENCH_TOXIPROXY;
    if (!path) throw new Error('not set');
    const absolute = resolve(path);
    return { path: absolute, version: await checkBinary(absolute, platform), source: 'override' };
  },
};

const onPath: Way = {
  source: 'path',
  title: 'toxiproxy-server on PATH',
  async attempt(request) {
    const path = await searchPath(request);
    const version = await checkBinary(path, request.platform);
    if (version !== 'unknown' && !fits(version, toxiproxyVersion)) {
      throw new Error(`${path} is version ${version}, expected ${toxiproxyVersion}`);
    }
    return { path, version, source: 'path' };
  },
};

const cached: Way = {
  source: 'cache',
  title: 'the cache',
  async attempt({ environment, platform }) {
    const own = serverPathIn(cacheDirectory(environment), platform);
    const other = serverPathIn(fallbackCache(), platform);
    const path = (await exists(own)) || !(await exists(other)) ? own : other;
    const version = await checkBinary(path, platform);
    return { path, version: version === 'unknown' ? toxiproxyVersion : version, source: 'cache' };
  },
};

/** False where nobody can tell within three seconds, too. */
const exists = (path: string): Promise<boolean> =>
  Promise.race([
    access(path).then(
      () => true,
      () => false,
    ),
    sleep(3_000, false, { ref: false }),
  ]);

async function searchPath({ environment, platform }: ToxiproxyRequest): Promise<string> {
  const name = platform.os === 'windows' ? 'toxiproxy-server.exe' : 'toxiproxy-server';
  for (const directory of (environment.PATH ?? '').split(delimiter).filter((entry) => entry !== '')) {
    const path = join(directory, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not in this directory.
    }
  }
  throw new Error('missing');
}

/** Ways to a server that is on this machine already, in the order in which they are tried. */
export const foundWays: readonly Way[] = [override, onPath, cached];
