import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { cacheDirectory } from '../../../nodes/runtime/toxiproxy/cache.js';
import { bytes } from '../../report/format.js';
import type { Check, Finding } from '../check.js';

const mebibyte = 2 ** 20;

export const diskSpace: Check = {
  name: 'disk space',
  why: 'A run writes its journal, logs and report; the cache holds Toxiproxy and, during a build, its build files.',
  required: false,
  examine: async ({ environment }) =>
    judgeDiskSpace([
      await lookAt('results', resolve('results'), 512 * mebibyte),
      await lookAt('cache', cacheDirectory(environment), 256 * mebibyte),
    ]),
};

/** A folder that may not be there yet, on its file system. */
export interface FolderSpace {
  readonly purpose: string;
  readonly path: string;
  readonly freeBytes: number;
  readonly neededBytes: number;
  readonly writable: boolean;
}

export function judgeDiskSpace(folders: readonly FolderSpace[]): Finding {
  const found = folders
    .map(({ purpose, freeBytes, path, writable }) =>
      writable ? `${text(freeBytes)} for ${purpose}` : `${path} is not writable`,
    )
    .join(', ');
  const remedies = folders.flatMap(remedyOf);
  if (remedies.length === 0) return { status: 'ok', found };
  return { status: 'warning', found, remedy: remedies.join('\n') };
}

function remedyOf({ purpose, path, freeBytes, neededBytes, writable }: FolderSpace): string[] {
  const elsewhere = purpose === 'cache' ? 'GOSSIP_BENCH_CACHE_DIR' : '`--out`';
  if (!writable) return [`Make ${path} writable, or choose another folder with ${elsewhere}.`];
  if (freeBytes >= neededBytes) return [];
  return [`Free ${text(neededBytes)} at ${path}, or choose another folder with ${elsewhere}.`];
}

async function lookAt(purpose: string, path: string, neededBytes: number): Promise<FolderSpace> {
  const existing = nearestExisting(path);
  const { bavail, bsize } = await statfs(existing);
  return { purpose, path, freeBytes: bavail * bsize, neededBytes, writable: isWritable(existing) };
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}

function text(count: number): string {
  const { value, unit } = bytes(count);
  return `${value} ${unit}`;
}
