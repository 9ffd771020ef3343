import { hostname } from 'node:os';
import { endMarked } from '../../marked-processes.js';
import { isAlive, type ProcessIdentity } from './process-identity.js';
import { forgetRun, listRuns } from './run-registry.js';

export interface EndedRun {
  readonly runId: string;
  readonly pids: readonly number[];
}

/**
 * Ends the processes that process runs on record have left, and whatever carries their mark: of every run whose harness is no longer alive, or of all
 * with `force` (their harness stays; it will see a cluster lost). A process id that was given to another process
 * since is not touched. Records of docker runs are left to the clean-up of the engine.
 */
export async function endLeftoverProcesses(options: { readonly force: boolean }): Promise<EndedRun[]> {
  const ended: EndedRun[] = [];
  for (const record of await listRuns()) {
    const here = record.runtime === 'process' && record.host === hostname();
    if (!here || (!options.force && (await isAlive(record.harness)))) continue;
    const pids = await Promise.all(record.children.map(endProcess));
    const strays = record.mark === undefined ? [] : await endMarked(record.mark);
    const all = new Set([...pids.filter((pid) => pid !== undefined), ...strays.map(({ pid }) => pid)]);
    ended.push({ runId: record.runId, pids: [...all] });
    await forgetRun(record.runId);
  }
  return ended;
}

async function endProcess(identity: ProcessIdentity): Promise<number | undefined> {
  if (!(await isAlive(identity))) return undefined;
  try {
    process.kill(identity.pid, 'SIGKILL');
    return identity.pid;
  } catch (error) {
    // It ended between the question and the signal.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return undefined;
    throw error;
  }
}
