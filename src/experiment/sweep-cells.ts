import { join } from 'node:path';
import type { Metrics, Verdict } from '../../bench/result/result.js';
import { simulate } from '../../bench/run/simulate.js';
import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import type { Spec } from '../../bench/spec/spec.js';
import { makeOwnFolder } from '../store/own-folder.js';
import type { RunFolder } from '../store/run-folder.js';
import { judgeRun } from './judge-run.js';
import { runRepeatedly } from './run-repeatedly.js';
import type { PlannedCell, SweepOptions } from './sweep-plan.js';
import { TimeLeft } from './time-left.js';

/** What the runs of one cell measured. */
export interface Outcome {
  readonly metrics: Metrics[];
  /** Of each run. */
  readonly verdicts: Verdict['status'][];
  /** Of each run that is kept in one. */
  readonly folders: RunFolder[];
}

/** Cell after cell. */
export async function inSequence(plan: readonly PlannedCell[], options: SweepOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const eta = new TimeLeft(plan.map(costOf));
  for (const [index, { spec }] of plan.entries()) {
    options.onProgress(index, plan.length, eta.leftMs(index));
    outcomes.push(await measure(spec, options.outDirectory, options));
  }
  options.onProgress(plan.length, plan.length, 0);
  return outcomes;
}

/**
 * In turns (A B A B …), so that what disturbs the machine disturbs all cells alike. Each cell's runs are in a folder of its own below the results
 * folder, named after its setting, so that `compare` can be given two of them.
 */
export async function interleaved(plan: readonly PlannedCell[], options: SweepOptions): Promise<Outcome[]> {
  const outcomes = plan.map((): Outcome => ({ metrics: [], verdicts: [], folders: [] }));
  const rounds = Math.max(...plan.map(({ spec }) => spec.repeat));
  const turns = Array.from({ length: rounds }, (_, round) =>
    plan.flatMap((cell, index) => (round < cell.spec.repeat ? [{ cell, index, round }] : [])),
  ).flat();
  const eta = new TimeLeft(turns.map(({ cell: { spec } }) => costOf({ spec: { ...spec, repeat: 1 } })));
  for (const [turn, { cell, index, round }] of turns.entries()) {
    options.onProgress(turn, turns.length, eta.leftMs(turn));
    const spec = { ...cell.spec, repeat: 1, seed: repetitionSeed(cell.spec.seed, round) };
    const cellFolder = join(options.outDirectory, cellName(cell));
    await makeOwnFolder(cellFolder);
    const { metrics, verdicts, folders } = await kept(spec, cellFolder, options);
    outcomes[index]!.metrics.push(...metrics);
    outcomes[index]!.verdicts.push(...verdicts);
    outcomes[index]!.folders.push(...folders);
  }
  options.onProgress(turns.length, turns.length, 0);
  return outcomes;
}

/** `interval-400ms`, `nodes-10-fanout-3`. */
const cellName = ({ setting, spec }: PlannedCell): string =>
  Object.entries(setting)
    // A node may be named by its path.
    .map(([axis, value]) => `${axis}-${String(value).replaceAll(/[^A-Za-z0-9.@%_-]+/g, '_')}`)
    .join('-') || spec.name;

const measure = (spec: Spec, outDirectory: string, options: SweepOptions): Promise<Outcome> =>
  spec.runtime === 'sim' ? simulated(spec, options) : kept(spec, outDirectory, options);

/** For its figures alone. */
async function simulated(spec: Spec, { signal }: SweepOptions): Promise<Outcome> {
  const metrics: Metrics[] = [];
  const verdicts: Verdict['status'][] = [];
  for (let run = 0; run < spec.repeat; run += 1) {
    const { analysis } = await simulate({ ...spec, seed: repetitionSeed(spec.seed, run) }, signal);
    metrics.push(analysis.metrics);
    verdicts.push(judgeRun(spec, analysis).status);
  }
  return { metrics, verdicts, folders: [] };
}

/** In run folders. */
async function kept(spec: Spec, outDirectory: string, { onNotice, signal }: SweepOptions): Promise<Outcome> {
  const onProgress = (event: { kind: string; text?: string }): void => {
    // A simulation has nothing to tell that its seed and its progress do not.
    if (event.kind === 'notice' && spec.runtime !== 'sim') onNotice(event.text ?? '');
  };
  const runs = await runRepeatedly(spec, { outDirectory, onProgress, signal });
  const failed = runs.find(({ error }) => error !== undefined);
  if (failed) throw failed.error;
  return {
    metrics: runs.map(({ result }) => result.metrics),
    verdicts: runs.map(({ result }) => result.verdict.status),
    folders: runs.map(({ folder }) => folder),
  };
}

/** A real run takes its time whatever its size; a simulation's grows with its nodes. */
const costOf = ({ spec }: Pick<PlannedCell, 'spec'>): number =>
  spec.repeat * (spec.runtime === 'sim' ? spec.cluster.nodes + 50 : 1);
