import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../nodes/make-folder.js';
import { compactUtc } from './compact-utc.js';
import { onDisk } from './storage.js';

/** Where the files of one search for a setting are; results/README.md explains each. */
export interface TuningFolder {
  readonly path: string;
  readonly result: string;
  readonly report: string;
}

/**
 * Creates `<timestamp>-tune-<name>/` under `outDirectory`.
 * @throws CodedError STORAGE
 */
export async function createTuningFolder(
  outDirectory: string,
  name: string,
  now = new Date(),
): Promise<TuningFolder> {
  const path = join(outDirectory, `${compactUtc(now)}-tune-${name}`);
  await onDisk(path, () => makeFolder(path));
  return { path, result: join(path, 'tuning.json'), report: join(path, 'report.html') };
}

/** Of a search that was refused before it had anything to keep. */
export async function removeIfEmpty({ path }: TuningFolder): Promise<void> {
  // A folder that has something in it is kept, and one that is gone need not be removed.
  await rmdir(path).catch(() => undefined);
}
