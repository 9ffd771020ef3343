import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../nodes/coded-error.js';
import { runFolderAt } from './run-folder.js';
import { onDisk } from './storage.js';

const unitMs = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `30d`, `12h`, `4w` in ms. @throws CodedError USAGE */
export function parseAge(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([hdw])$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * unitMs[unit as keyof typeof unitMs];
  throw new CodedError('USAGE', `--older-than: expected an age such as 30d, 12h or 4w, got '${text}'`);
}

/** As run folders are named: `20261124T194630Z-name-id`. */
const runName = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/;

/**
 * Removes the run folders of a results folder that began before a moment; everything else in it stays: history, baselines, site. Answers their
 * paths.
 */
export async function thinRuns(outDirectory: string, before: Date): Promise<string[]> {
  const entries = await readdir(outDirectory, { withFileTypes: true }).catch(() => []); // No folder: no runs.
  const old = entries
    .filter(
      (entry) =>
        entry.isDirectory() && beganBefore(entry.name, before) && isRun(join(outDirectory, entry.name)),
    )
    .map(({ name }) => join(outDirectory, name));
  for (const path of old) await onDisk(path, () => rm(path, { recursive: true }));
  await dropDanglingLatest(outDirectory);
  return old;
}

/** By its spec, which every run folder has from its begin. */
const isRun = (path: string): boolean => existsSync(runFolderAt(path).spec);

function beganBefore(name: string, before: Date): boolean {
  const [, ...parts] = runName.exec(name) ?? [];
  const [year, month, day, hour, minute, second] = parts.map(Number);
  if (second === undefined) return false;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) < before.getTime();
}

/** The link whose run is gone; existsSync follows it. */
async function dropDanglingLatest(outDirectory: string): Promise<void> {
  const latest = join(outDirectory, 'latest');
  if (!existsSync(latest)) await onDisk(latest, () => rm(latest, { force: true }));
}
