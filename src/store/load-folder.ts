import { join } from 'node:path';
import { stringify } from 'yaml';
import type { LoadResult } from '../../bench/search/load/load-result.js';
import { toSpecInput } from '../../bench/spec/input/to-input.js';
import { makeFolder } from '../../nodes/make-folder.js';
import { onDisk, writeAtomically } from './storage.js';

/** Where a search for the saturation point is kept, beside the folders of its runs. */
export interface LoadFolder {
  readonly path: string;
  readonly result: string;
  readonly report: string;
}

/**
 * Writes spec.yaml, load.json and report.html into `load-<run>/`, named after the search's first run.
 * @throws CodedError STORAGE
 */
export async function writeLoadFolder(
  outDirectory: string,
  firstRunId: string,
  { result, report }: { readonly result: LoadResult; readonly report: string },
): Promise<LoadFolder> {
  const path = join(outDirectory, `load-${firstRunId}`);
  const folder = { path, result: join(path, 'load.json'), report: join(path, 'report.html') };
  await onDisk(path, () => makeFolder(path));
  await writeAtomically(join(path, 'spec.yaml'), stringify(toSpecInput(result.spec)));
  await writeAtomically(folder.result, `${JSON.stringify(result, null, 2)}\n`);
  await writeAtomically(folder.report, report);
  return folder;
}
