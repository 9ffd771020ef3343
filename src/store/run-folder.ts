import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { customAlphabet } from 'nanoid';
import { stringify } from 'yaml';
import { toSpecInput } from '../../bench/spec/input/to-input.js';
import type { Spec } from '../../bench/spec/spec.js';
import { makeFolder } from '../../nodes/make-folder.js';
import { compactUtc } from './compact-utc.js';
import { pointLatest } from './latest.js';
import { scheduleText } from './schedule-text.js';
import { onDisk, writeAtomically } from './storage.js';

/** Where the files of one run are; results/README.md explains each. */
export interface RunFolder {
  readonly path: string;
  readonly spec: string;
  /** Only of a run with chaos. */
  readonly schedule: string;
  readonly context: string;
  /** Only of a real run without faults. */
  readonly prediction: string;
  readonly journal: string;
  readonly result: string;
  readonly report: string;
  readonly logs: string;
  /** Only of a run with --profile. */
  readonly profile: string;
}

export const runFolderAt = (path: string): RunFolder => ({
  path,
  spec: join(path, 'spec.yaml'),
  schedule: join(path, 'schedule.json'),
  context: join(path, 'context.json'),
  prediction: join(path, 'prediction.json'),
  journal: join(path, 'journal.ndjson.gz'),
  result: join(path, 'result.json'),
  report: join(path, 'report.html'),
  logs: join(path, 'logs'),
  profile: join(path, 'n0.cpuprofile'),
});

export interface NewRunFolder extends RunFolder {
  readonly runId: string;
}

/** Lower-case letters and digits: a run's id is part of folder, container and network names. */
const newRunId = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 8);

/** A simulation is its spec: the same has the same id. */
const idOf = (spec: Spec): string =>
  BigInt(`0x${createHash('sha256').update(JSON.stringify(spec)).digest('hex')}`)
    .toString(36)
    .slice(0, 8);

/**
 * Creates `<timestamp>-<name>-<id>/` under `outDirectory` with the resolved spec in it and the schedule of its chaos, and points `latest` at it.
 * @throws CodedError STORAGE
 */
export async function createRunFolder(
  outDirectory: string,
  spec: Spec,
  now = new Date(),
): Promise<NewRunFolder> {
  const runId = spec.runtime === 'sim' ? idOf(spec) : newRunId();
  const name = `${compactUtc(now)}-${spec.name}-${runId}`;
  const folder = runFolderAt(join(outDirectory, name));
  await onDisk(folder.path, () => makeFolder(folder.logs));
  await writeAtomically(folder.spec, specText(spec, folder.path));
  if (spec.chaos) await writeAtomically(folder.schedule, scheduleText(spec, spec.chaos));
  await pointLatest(outDirectory, name);
  return { ...folder, runId };
}

const specText = (spec: Spec, path: string): string =>
  `# The resolved spec of this run. Run it again: gossip-bench run ${join(path, 'spec.yaml')}\n${stringify(toSpecInput(spec))}`;
