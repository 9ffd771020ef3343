import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { endMarked, markVariable } from '../../marked-processes.js';
import { bundlePath } from '../../package-root.js';
import { GuardProcess } from './guard-process.js';
import { identifyProcess } from './process-identity.js';

const prefix = '.building-';
/** Names before stagings were named after their owners. */
const earlierPrefixes = [prefix, '.toxiproxy-'];
/** Of an owner that cannot be looked for: of another machine, or not named. No build takes so long. */
const abandonedAfterMs = 6 * 3_600_000;

/** A folder in a cache in which something is made, and who ends what makes it. */
export interface Staging {
  readonly folder: string;
  /** For every process that is started to make it: by this, what has left its process group is found, too. */
  readonly environment: Readonly<Record<string, string>>;
  /** The process group of `pid` ends with this process. What is returned is called once it has ended. */
  guard(pid: number | undefined): () => void;
}

/** Gives `make` a staging. Whatever happens, to this process, too, neither the folder nor what was started in it stays. */
export async function inStaging<T>(cache: string, make: (staging: Staging) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(cache, `${prefix}${await ownerName(process.pid)}-`));
  const mark = basename(folder);
  const guard = new GuardProcess(bundlePath('guard'), undefined, 'ignore', () => undefined);
  guard.removeAtEnd(folder);
  guard.watchMarked(mark);
  try {
    return await make({
      folder,
      environment: { [markVariable]: mark },
      guard(pid) {
        if (pid === undefined) return () => undefined;
        guard.watch(pid);
        return () => guard.unwatch(pid);
      },
    });
  } finally {
    await endMarked(mark);
    // Compilers that were killed may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    guard.watchMarked(undefined);
    await guard.end();
  }
}

/** Removes the stagings of a cache whose owner is no more, and ends what they left. Their names; none where there is no cache. */
export async function removeStaleStagings(cache: string): Promise<string[]> {
  const removed: string[] = [];
  const names = await readdir(cache).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(error.code ?? '')) return [];
    throw error;
  });
  for (const name of names) {
    if (!earlierPrefixes.some((one) => name.startsWith(one))) continue;
    if (!(await isStale(join(cache, name)))) continue;
    await endMarked(name);
    await rm(join(cache, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    removed.push(name);
  }
  return removed;
}

async function isStale(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => undefined);
  // Somebody else removed it, or it is somebody else's.
  if (made === undefined || made.uid !== (process.getuid?.() ?? made.uid)) return false;
  const [, host, pid] = /^\.building-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}-/.exec(basename(path)) ?? [];
  if (host === hashed(hostname())) {
    return !basename(path).startsWith(`${prefix}${await ownerName(Number(pid))}-`);
  }
  return made.mtimeMs < Date.now() - abandonedAfterMs;
}

/** A process, told apart from those of other machines and from later ones with its id. */
async function ownerName(pid: number): Promise<string> {
  const { startTime } = (await identifyProcess(pid)) ?? { startTime: 'ended' };
  return [hashed(hostname()), pid, hashed(startTime)].join('-');
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
