import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contextSchema } from '../../bench/result/result.js';
import { CodedError } from '../../nodes/coded-error.js';
import { runtimeKinds } from '../../nodes/runtime/runtime-kind.js';
import { makeOwnFolder } from './own-folder.js';
import { readPlainFile } from './read-plain-file.js';
import { safeName } from './safe-name.js';
import { writeAtomically } from './storage.js';

/** What a suite once measured on one machine; nights are compared with it until it is cleared. Committed under results/baselines. */
export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runtime: z.enum(runtimeKinds),
  /** Hash of the machine; it holds for no other. */
  machine: z.string(),
  /** That machine, for readers. */
  environment: contextSchema.shape.machine,
  setAt: z.iso.datetime(),
  commit: z.string().optional(),
  nights: z.array(z.string()),
  /** The values of the undisturbed runs of those nights, numbers or the text of what is beyond the deadline. */
  series: z.array(
    z.strictObject({
      entry: z.string(),
      definition: z.string(),
      metric: z.string(),
      values: z.array(z.union([z.number(), z.string()])).min(1),
    }),
  ),
});

export type Baseline = z.output<typeof baselineSchema>;

export const baselinesFolder = (outDirectory: string): string => join(outDirectory, 'baselines');

export const baselineFile = ({
  suite,
  runtime,
  machine,
}: Pick<Baseline, 'suite' | 'runtime' | 'machine'>): string =>
  `${safeName(`${suite}-${runtime}-${machine}`)}.json`;

/** @throws CodedError STORAGE; answers the file's path */
export async function writeBaseline(outDirectory: string, baseline: Baseline): Promise<string> {
  const path = join(baselinesFolder(outDirectory), baselineFile(baseline));
  await makeOwnFolder(baselinesFolder(outDirectory));
  await writeAtomically(path, `${JSON.stringify(baseline, null, 1)}\n`);
  return path;
}

/** All that can be read, by file name. @throws CodedError RUN_UNREADABLE with the place of one that is damaged */
export async function readBaselines(outDirectory: string): Promise<Baseline[]> {
  const folder = baselinesFolder(outDirectory);
  const names = await readdir(folder).catch(() => []); // No folder: no baseline.
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readBaseline(join(folder, name))),
  );
}

async function readBaseline(path: string): Promise<Baseline> {
  try {
    return baselineSchema.parse(JSON.parse(await readPlainFile(path)));
  } catch (error) {
    throw new CodedError('RUN_UNREADABLE', `cannot read ${path}: ${(error as Error).message}`, {
      remedy: 'Restore the file from a copy, or set the baseline again: `gossip-bench baseline set`.',
      cause: error,
    });
  }
}

export const removeBaseline = (outDirectory: string, baseline: Baseline): Promise<void> =>
  rm(join(baselinesFolder(outDirectory), baselineFile(baseline)), { force: true });
