import { z } from 'zod';
import { contextSchema } from '../../bench/result/result.js';
import { describeMachine, loadAverage } from '../../bench/run/machine.js';
import { CodedError } from '../../nodes/coded-error.js';
import { readPlainFile } from './read-plain-file.js';
import type { RunFolder } from './run-folder.js';
import { writeAtomically } from './storage.js';

/** What a run's journal does not hold: context.json of its folder. Written when a run begins, and again when it ends. */
export const surroundingsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  startedAt: z.iso.datetime(),
  /** Program and Node at first; the versions of the cluster come at the end. */
  versions: z.record(z.string(), z.string()),
  machine: contextSchema.shape.machine,
  /** Which runtime was taken and why. */
  runtimeReason: z.string(),
  /** One-minute averages; `after` is absent where the run was killed. */
  loadAverage: z.strictObject({ before: z.number(), after: z.number().optional() }),
});

export type Surroundings = z.output<typeof surroundingsSchema>;

export const surroundingsAtStart = (
  runId: string,
  runtimeReason: string,
  programVersion: string,
): Surroundings => ({
  schemaVersion: 1,
  runId,
  startedAt: new Date().toISOString(),
  versions: { 'gossip-bench': programVersion, node: process.versions.node },
  machine: describeMachine(),
  runtimeReason,
  loadAverage: { before: loadAverage() },
});

export const surroundingsAtEnd = (
  start: Surroundings,
  clusterVersions: Readonly<Record<string, string>>,
): Surroundings => ({
  ...start,
  versions: { ...start.versions, ...clusterVersions },
  loadAverage: { ...start.loadAverage, after: loadAverage() },
});

export const writeSurroundings = (folder: RunFolder, surroundings: Surroundings): Promise<void> =>
  writeAtomically(folder.context, `${JSON.stringify(surroundings, null, 2)}\n`);

/** @throws CodedError RUN_UNREADABLE */
export async function readSurroundings(folder: RunFolder): Promise<Surroundings> {
  try {
    return surroundingsSchema.parse(JSON.parse(await readPlainFile(folder.context)));
  } catch (error) {
    throw new CodedError('RUN_UNREADABLE', `cannot read ${folder.context}: ${(error as Error).message}`, {
      remedy: 'The run folder is incomplete or damaged; restore it from a copy, or run again.',
      cause: error,
    });
  }
}
