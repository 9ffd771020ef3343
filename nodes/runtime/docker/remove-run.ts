import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import pLimit from 'p-limit';
import { engineStatus, pass } from './engine-error.js';
import { labelled, labelNames } from './labels.js';

export interface Removed {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
}

export interface RemoveOptions {
  /** Nothing of the run may have appeared for so long; above 0 where creations may still be under way in the engine. */
  readonly quietMs: number;
  readonly deadlineMs: number;
  /** Give up earlier when the engine has not answered at all for so long. */
  readonly unreachableMs?: number;
  readonly parallelism?: number;
}

const defaultParallelism = 16;
const betweenRoundsMs = 50;

/**
 * Removes every container and network that carries the run's label, again and again until none is left.
 * @throws the engine's last refusal as cause when something is still there at the deadline.
 */
export async function removeRun(engine: Docker, runId: string, options: RemoveOptions): Promise<Removed> {
  const found: Found = { containers: new Set(), networks: new Set() };
  const deadline = performance.now() + options.deadlineMs;
  const { quietMs, unreachableMs = options.deadlineMs } = options;
  let lastSeen = performance.now();
  let lastAnswer = lastSeen;
  let refusal: unknown;
  while (performance.now() < deadline && performance.now() - lastAnswer < unreachableMs) {
    try {
      const left = await sweep(engine, runId, found, options.parallelism ?? defaultParallelism);
      lastAnswer = performance.now();
      if (left > 0) lastSeen = lastAnswer;
      else if (lastAnswer - lastSeen >= quietMs) return listed(found);
    } catch (error) {
      refusal = error;
      lastSeen = performance.now();
      if (engineStatus(error) !== undefined) lastAnswer = lastSeen;
    }
    await sleep(betweenRoundsMs);
  }
  throw new Error(`run ${runId}: objects remain in the engine`, { cause: refusal });
}

type Found = { containers: Set<string>; networks: Set<string> };

function listed({ containers, networks }: Found): Removed {
  return { containers: [...containers], networks: [...networks] };
}

/** One round; returns how many objects it found. */
async function sweep(engine: Docker, runId: string, found: Found, parallelism: number): Promise<number> {
  const filters = labelled(labelNames.run, runId);
  const limit = pLimit(parallelism);
  const containers = await engine.listContainers({ all: true, filters });
  await settle(
    containers.map(({ Id, Names }) =>
      limit(async () => {
        // 404: ended and gone meanwhile; 409: its removal is under way already.
        await engine.getContainer(Id).remove({ force: true, v: true }).catch(pass(404, 409));
        found.containers.add(Names[0]?.replace(/^\//, '') ?? Id);
      }),
    ),
  );
  const networks = await engine.listNetworks({ filters });
  await settle(
    networks.map(async ({ Id, Name }) => {
      // 403: a container that was just being created is still on it; the next round finds both.
      await engine.getNetwork(Id).remove().catch(pass(403, 404));
      found.networks.add(Name);
    }),
  );
  return containers.length + networks.length;
}

/** Waits for all, then fails with the first failure: no removal is left running behind the caller's back. */
async function settle(removals: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(removals)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
