import { hostname } from 'node:os';
import type Docker from 'dockerode';
import { CodedError } from '../../../coded-error.js';
import { isAlive } from '../../clean-up/process-identity.js';
import { forgetRun } from '../../clean-up/run-registry.js';
import { connectEngine } from '../engine/engine.js';
import { removeImages } from '../image/image.js';
import { type Labels, labelled, labelNames, userName } from './labels.js';
import { type Removed, removeRun } from './remove-run.js';

export interface CleanOptions {
  /** Also runs whose harness is alive, or on another machine, where nobody here can tell. */
  readonly force: boolean;
  readonly engineHost?: string | undefined;
}

export interface RemovedRun extends Removed {
  readonly runId: string;
  /** Why something of it is still there. */
  readonly remains?: string;
}

const removalLimitMs = 60_000;

/**
 * Removes what earlier docker runs of this user have left in the engine: every run whose harness is no longer alive.
 * Runs of other users stay, whatever the options. A run that cannot be removed does not keep the others.
 */
export async function removeLeftovers(options: CleanOptions): Promise<RemovedRun[]> {
  const engine = connectEngine(options.engineHost);
  const removed: RemovedRun[] = [];
  for (const [runId, labels] of await findRuns(engine)) {
    if (!options.force && (await isConducted(labels))) continue;
    removed.push(await removeLeftRun(engine, runId));
  }
  return removed;
}

async function removeLeftRun(engine: Docker, runId: string): Promise<RemovedRun> {
  try {
    const gone = await removeRun(engine, runId, { quietMs: 0, deadlineMs: removalLimitMs });
    await forgetRun(runId);
    return { runId, ...gone };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { runId, containers: [], networks: [], remains: `${error.message}. ${error.remedy}` };
  }
}

/** Removes the images that gossip-bench has built, except those in use; returns their tags. */
export function removeBuiltImages(engineHost?: string): Promise<string[]> {
  return removeImages(connectEngine(engineHost));
}

/** Labels of every run of this user that has an object in the engine. */
async function findRuns(engine: Docker): Promise<Map<string, Labels>> {
  const filters = labelled(labelNames.user, userName());
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  const runs = new Map<string, Labels>();
  for (const { Labels: labels = {} } of [...containers, ...networks]) {
    const runId = labels[labelNames.run];
    if (runId !== undefined) runs.set(runId, labels);
  }
  return runs;
}

/** Its harness is alive, or may be: it runs on another machine. */
async function isConducted(labels: Labels): Promise<boolean> {
  if (labels[labelNames.host] !== hostname()) return true;
  const pid = Number(labels[labelNames.pid]);
  return isAlive({ pid, startTime: labels[labelNames.pidStart] ?? '' });
}
