import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../../nodes/coded-error.js';
import { identifyProcess, isAlive } from '../../../nodes/runtime/clean-up/process-identity.js';
import { makeOwnFolder } from '../own-folder.js';
import { onDisk } from '../storage.js';
import { historyFolder } from './append.js';

const holderSchema = z.object({ pid: z.int(), startTime: z.string() });

/**
 * Holds a history for one night: a second one at once would disturb what the first measures. The lock of a program that is gone is taken over.
 * The answer gives it back.
 * @throws CodedError USAGE where another night is under way
 */
export async function lockNight(outDirectory: string): Promise<() => Promise<void>> {
  const path = join(historyFolder(outDirectory), 'nightly.lock');
  const me = JSON.stringify(await identifyProcess(process.pid));
  await makeOwnFolder(historyFolder(outDirectory));
  if (!(await create(path, me)) && !(await takeOver(path, me))) {
    throw underWay(path, (await readHolder(path))?.pid);
  }
  return () => rm(path, { force: true });
}

/** A takeover that was killed half-way is given up after so long, ms. */
const takeoverLimitMs = 10_000;

/**
 * Takes the lock of a program that is gone. Several may see that at once: the one that creates the takeover's own lock looks again, alone, and only then
 * removes the stale one.
 */
async function takeOver(path: string, me: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  if (await isHeld(path)) return false;
  await removeOlder(guard, takeoverLimitMs);
  if (!(await create(guard, me))) return false;
  try {
    if (await isHeld(path)) return false;
    await rm(path, { force: true });
    return await create(path, me);
  } finally {
    await rm(guard, { force: true });
  }
}

async function isHeld(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  return holder !== undefined && (await isAlive(holder));
}

async function removeOlder(path: string, ageMs: number): Promise<void> {
  // Not there, or just removed: nobody is in the way.
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  if (Date.now() - mtimeMs > ageMs) await rm(path, { force: true });
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return onDisk(path, () => Promise.reject(error));
  }
}

/** Undefined where it is gone, or was never written to its end. */
async function readHolder(path: string): Promise<z.output<typeof holderSchema> | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

const underWay = (path: string, pid: number | undefined): CodedError =>
  new CodedError(
    'USAGE',
    `another nightly${pid === undefined ? '' : ` (process ${pid})`} is running: ${path}`,
    {
      remedy: 'Wait until it ends, or choose another results folder with --out.',
    },
  );
