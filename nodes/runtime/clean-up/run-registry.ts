import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { baseFolder, fallbackFolder, tellOnce, writableFolder } from '../writable-folder.js';
import { identifyProcess, type ProcessIdentity } from './process-identity.js';

const identitySchema = z.object({ pid: z.int(), startTime: z.string() });

const runRecordSchema = z.object({
  runId: z.string(),
  runtime: z.enum(['process', 'docker']),
  host: z.string(),
  startedAt: z.iso.datetime(),
  /** The harness that conducts the run. */
  harness: identitySchema,
  /** Processes that the run has started. */
  children: z.array(identitySchema),
  /** What its processes carry in their environment (nodes/marked-processes.ts); absent in records of earlier versions. */
  mark: z.string().min(16).optional(),
});

/** A run that has begun and has not ended in order; clean-up goes by these. */
export type RunRecord = z.output<typeof runRecordSchema>;

/** $GOSSIP_BENCH_STATE_DIR, else the user's XDG state directory. */
export function runRegistryDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.GOSSIP_BENCH_STATE_DIR) return join(environment.GOSSIP_BENCH_STATE_DIR, 'runs');
  return join(baseFolder(environment.XDG_STATE_HOME, '.local', 'state'), 'gossip-bench', 'runs');
}

/** Where records are if the user's directory cannot be written. */
const fallbackRegistry = (): string => join(fallbackFolder(), 'runs');

/** The directory in which this process registers its runs. */
const writableRegistry = (): Promise<string> =>
  writableFolder(runRegistryDirectory(), fallbackRegistry(), tellOnce);

/** This run's entry in the registry, for as long as it lasts. */
export class RegisteredRun {
  /** For the environment of what the run starts. */
  readonly mark: string;
  readonly #directory: string;
  #record: RunRecord;
  #writing: Promise<void> = Promise.resolve();

  private constructor(directory: string, record: RunRecord, mark: string) {
    this.#directory = directory;
    this.#record = record;
    this.mark = mark;
  }

  /** Writes the record of a run that this process conducts. */
  static async begin(runId: string, runtime: RunRecord['runtime'], given?: string): Promise<RegisteredRun> {
    const directory = given ?? (await writableRegistry());
    const harness = await identifyProcess(process.pid);
    if (harness === undefined) throw new Error(`process ${process.pid} cannot read its own start time`);
    const startedAt = new Date().toISOString();
    const mark = randomBytes(12).toString('hex');
    const record = { runId, runtime, host: hostname(), startedAt, harness, children: [] };
    const run = new RegisteredRun(directory, { ...record, mark }, mark);
    await run.#write();
    return run;
  }

  /** Adds processes that the run has just started; one that has ended already is left out. */
  async addChildren(pids: readonly number[]): Promise<void> {
    const identities = await Promise.all(pids.map(identifyProcess));
    const living = identities.filter((identity): identity is ProcessIdentity => identity !== undefined);
    this.#record = { ...this.#record, children: [...this.#record.children, ...living] };
    await this.#write();
  }

  /** The run has ended, and nothing of it is left. */
  async end(): Promise<void> {
    await this.#writing;
    await forgetRun(this.#record.runId, this.#directory);
  }

  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => writeRecord(this.#directory, this.#record));
    return this.#writing;
  }
}

/** Without a directory: of the user's, and of the one that takes its place. */
export async function listRuns(directory?: string): Promise<RunRecord[]> {
  if (directory !== undefined) return runsIn(directory);
  const all = await Promise.all([runRegistryDirectory(), fallbackRegistry()].map(runsIn));
  return all.flat();
}

async function runsIn(directory: string): Promise<RunRecord[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    // No run was ever registered here, or none could be.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(error.code ?? '')) return [];
    throw error;
  });
  const records = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => readRecord(join(directory, name)));
  return (await Promise.all(records)).filter((record) => record !== undefined);
}

/** Without a directory: in the user's, and in the one that takes its place. */
export async function forgetRun(runId: string, directory?: string): Promise<void> {
  const directories = directory === undefined ? [runRegistryDirectory(), fallbackRegistry()] : [directory];
  for (const one of directories) {
    await rm(recordPath(one, runId), { force: true }).catch((error: NodeJS.ErrnoException) => {
      // It cannot hold one.
      if (error.code !== 'ENOTDIR') throw error;
    });
  }
}

function recordPath(directory: string, runId: string): string {
  return join(directory, `${encodeURIComponent(runId)}.json`);
}

async function writeRecord(directory: string, record: RunRecord): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = recordPath(directory, record.runId);
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 });
  await rename(draft, path);
}

async function readRecord(path: string): Promise<RunRecord | undefined> {
  try {
    return runRecordSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Ended meanwhile, or written by a version with another form: nothing that could be acted on safely.
    return undefined;
  }
}
