import { access, constants, lstat } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { CodedError } from '../coded-error.js';
import { makeFolder } from '../make-folder.js';

/** A folder that has not answered for so long, as of a dead network file system, is given up. */
const limitMs = 3_000;

/** The folder of a base directory (XDG Base Directory Specification: a path that is not absolute is ignored), else below the home; undefined without a home. */
export function baseFolder(variable: string | undefined, ...belowHome: readonly string[]): string {
  if (variable && isAbsolute(variable)) return variable;
  try {
    const home = homedir();
    if (isAbsolute(home)) return join(home, ...belowHome);
  } catch {
    // This user has no home.
  }
  return fallbackFolder();
}

/** In the temporary folder, for this user alone. */
export function fallbackFolder(): string {
  const { uid } = userInfoOrNone();
  return join(tmpdir(), `gossip-bench-of-${uid}`);
}

function userInfoOrNone(): { readonly uid: number | string } {
  try {
    return userInfo();
  } catch {
    return { uid: process.getuid?.() ?? 'user' }; // A user without an entry in the password file.
  }
}

/**
 * `folder` if it is there or can be made, and may be written; else `fallback`, which `tell` is told, with the reason. Neither is waited for longer than
 * three seconds.
 * @throws CodedError STORAGE where the fallback cannot be written either, or belongs to somebody else
 */
export async function writableFolder(
  folder: string,
  fallback: string,
  tell: (text: string) => void,
): Promise<string> {
  try {
    await prepared(folder);
    return folder;
  } catch (error) {
    if (folder === fallback) throw unwritable(folder, error);
    await prepared(fallback).catch((second: unknown) => {
      throw unwritable(fallback, second);
    });
    tell(`${folder} cannot be written (${(error as Error).message}); using ${fallback} instead.`);
    return fallback;
  }
}

async function prepared(folder: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([own(folder), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function own(folder: string): Promise<void> {
  await makeFolder(folder, 0o700);
  const entry = await lstat(folder);
  const me = process.getuid?.();
  if (folder.startsWith(tmpdir()) && me !== undefined && (entry.uid !== me || entry.isSymbolicLink())) {
    throw new Error('it belongs to somebody else');
  }
  await access(folder, constants.W_OK);
}

const unwritable = (folder: string, cause: unknown): CodedError =>
  new CodedError('STORAGE', `cannot write ${folder}: ${(cause as Error).message}`, {
    remedy:
      'Make it writable, or set HOME, GOSSIP_BENCH_STATE_DIR and GOSSIP_BENCH_CACHE_DIR to folders that are.',
    cause,
  });

const told = new Set<string>();

/** On stderr, once for a process. */
export function tellOnce(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  process.stderr.write(`${text}\n`);
}
