import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type NightResult, nightResultSchema } from '../nightly/night-result.js';
import { makeOwnFolder } from './own-folder.js';
import { readPlainFile } from './read-plain-file.js';
import { safeName } from './safe-name.js';
import { writeAtomically } from './storage.js';

const nightsFolder = (outDirectory: string): string => join(outDirectory, 'nights');

/** Writes nights/<night>.json; answers its path. @throws CodedError STORAGE */
export async function writeNight(outDirectory: string, night: NightResult): Promise<string> {
  const path = join(nightsFolder(outDirectory), `${safeName(night.night)}.json`);
  await makeOwnFolder(nightsFolder(outDirectory));
  await writeAtomically(path, `${JSON.stringify(night, null, 2)}\n`);
  return path;
}

/** All nights in their order, and the files that are none. */
export async function readNights(
  outDirectory: string,
): Promise<{ readonly nights: NightResult[]; readonly unreadable: string[] }> {
  const folder = nightsFolder(outDirectory);
  const names = await readdir(folder).catch(() => []); // No folder: no night yet.
  const nights: NightResult[] = [];
  const unreadable: string[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const night = await read(join(folder, name));
    if (night) nights.push(night);
    else unreadable.push(join(folder, name));
  }
  return { nights, unreadable };
}

/** Undefined where it is damaged, of another schemaVersion, or no plain file. */
async function read(path: string): Promise<NightResult | undefined> {
  try {
    return nightResultSchema.safeParse(JSON.parse(await readPlainFile(path))).data;
  } catch {
    return undefined;
  }
}
