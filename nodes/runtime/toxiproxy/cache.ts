import { chmod, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inStaging, type Staging } from '../clean-up/staging.js';
import { baseFolder, fallbackFolder, tellOnce, writableFolder } from '../writable-folder.js';
import { checkBinary, fits } from './check-binary.js';
import {
  type ToxiproxyBinary,
  type ToxiproxyRequest,
  type ToxiproxySource,
  toxiproxyVersion,
} from './installation.js';
import type { Platform } from './platform.js';

/** $GOSSIP_BENCH_CACHE_DIR, else gossip-bench in the user's XDG cache directory. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.GOSSIP_BENCH_CACHE_DIR) return environment.GOSSIP_BENCH_CACHE_DIR;
  return join(baseFolder(environment.XDG_CACHE_HOME, '.cache'), 'gossip-bench');
}

/** Where the cache is if the user's cannot be written. */
export const fallbackCache = (): string => join(fallbackFolder(), 'cache');

/** Where built nodes are in a cache. */
export const builtNodesIn = (cache: string): string => join(cache, 'nodes');

/** Every folder in which something may be in the making. */
export const stagingPlaces = (): string[] =>
  [cacheDirectory(), fallbackCache()].flatMap((cache) => [cache, builtNodesIn(cache)]);

/** The server's path in a cache. */
export function serverPathIn(cache: string, { os, arch }: Platform): string {
  const suffix = os === 'windows' ? '.exe' : '';
  return join(cache, `toxiproxy-server-${toxiproxyVersion}-${os}-${arch}${suffix}`);
}

/**
 * Has `produce` make a server in a staging directory, checks it, and renames it into the cache: two processes that do
 * so at once both end with a whole file, and nothing is left of an attempt that failed, was aborted or was killed.
 */
export async function intoCache(
  request: ToxiproxyRequest,
  source: ToxiproxySource,
  produce: (target: string, staging: Staging) => Promise<void>,
): Promise<ToxiproxyBinary> {
  const cache = await writableFolder(cacheDirectory(request.environment), fallbackCache(), tellOnce);
  const path = serverPathIn(cache, request.platform);
  return inStaging(dirname(path), async (staging) => {
    const target = join(staging.folder, 'toxiproxy-server');
    await produce(target, staging);
    await chmod(target, 0o755);
    const version = await checkedVersion(target, request.platform);
    request.signal?.throwIfAborted();
    await rename(target, path);
    return { path, version, source };
  });
}

async function checkedVersion(path: string, platform: Platform): Promise<string> {
  const version = await checkBinary(path, platform);
  if (version === 'unknown') return toxiproxyVersion;
  if (!fits(version, toxiproxyVersion)) {
    throw new Error(`it is version ${version}, expected ${toxiproxyVersion}`);
  }
  return version;
}
