import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import pLimit from 'p-limit';
import { CodedError } from '../../../coded-error.js';
import { limited } from '../engine/engine.js';
import { engineStatus, messageOf, pass } from '../engine/engine-error.js';
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
const callLimitMs = 30_000;
/** So long a network may be refused to go although no container is left. */
const heldNetworkMs = 5_000;

/**
 * Removes every container and network that carries the run's label, again and again until none is left.
 * @throws CodedError ENGINE_UNAVAILABLE when something is still there at the deadline; the engine's last refusal is the cause.
 */
export async function removeRun(engine: Docker, runId: string, options: RemoveOptions): Promise<Removed> {
  const found: Found = { containers: new Set(), networks: new Set() };
  const begin = performance.now();
  const { quietMs, deadlineMs, unreachableMs = deadlineMs } = options;
  /** When there was last something, an answer, anything but a held network. */
  const last = { seen: begin, answer: begin, progress: begin };
  let refusal: unknown;
  for (
    let now = begin;
    now - begin < deadlineMs && now - last.answer < unreachableMs;
    now = performance.now()
  ) {
    try {
      const left = await sweep(engine, runId, found, options.parallelism ?? defaultParallelism);
      last.answer = performance.now();
      if (left.containers + left.networks > 0) last.seen = last.answer;
      else if (last.answer - last.seen >= quietMs) return listed(found);
      if (left.containers > 0 || left.held === undefined) last.progress = last.answer;
      else if (last.answer - last.progress > heldNetworkMs) throw heldNetwork(left.held);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      refusal = error;
      last.seen = performance.now();
      if (engineStatus(error) !== undefined) last.answer = last.seen;
    }
    await sleep(betweenRoundsMs);
  }
  throw remaining(runId, refusal);
}

type Found = { containers: Set<string>; networks: Set<string> };

function listed({ containers, networks }: Found): Removed {
  return { containers: [...containers], networks: [...networks] };
}

interface Left {
  readonly containers: number;
  readonly networks: number;
  /** A network that the engine refuses to remove. */
  readonly held: string | undefined;
}

/** One round; returns what it found. */
async function sweep(engine: Docker, runId: string, found: Found, parallelism: number): Promise<Left> {
  const filters = labelled(labelNames.run, runId);
  const limit = pLimit(parallelism);
  const networks = await limited(engine.listNetworks({ filters }), callLimitMs);
  for (const { Id } of networks) await emptyNetwork(engine.getNetwork(Id));
  const containers = await limited(engine.listContainers({ all: true, filters }), callLimitMs);
  await settle(
    containers.map(({ Id, Names }) =>
      limit(async () => {
        const removal = engine.getContainer(Id).remove({ force: true, v: true });
        // 404: ended and gone meanwhile; 409: its removal is under way already.
        await limited(removal.catch(pass(404, 409)), callLimitMs);
        found.containers.add(Names[0]?.replace(/^\//, '') ?? Id);
      }),
    ),
  );
  const held = await settle(
    networks.map(async ({ Id, Name }) => {
      if (!(await removeNetwork(engine.getNetwork(Id)))) return Name;
      found.networks.add(Name);
      return undefined;
    }),
  );
  const networkHeld = held.find((name) => name !== undefined);
  return { containers: containers.length, networks: networks.length, held: networkHeld };
}

/**
 * Takes the containers off a network, one after the other: engine 20.10 loses count of a network's endpoints where several go
 * at once, and then holds the network for good. What cannot be taken off now goes with its container.
 */
async function emptyNetwork(network: Docker.Network): Promise<void> {
  const inspection = await limited(network.inspect().catch(pass(404)), callLimitMs);
  for (const container of Object.keys(inspection?.Containers ?? {})) {
    const leaving = network.disconnect({ Container: container, Force: true });
    await limited(leaving.catch(passRefusals), callLimitMs);
  }
}

function passRefusals(error: unknown): void {
  if (engineStatus(error) === undefined) throw error;
}

/** False when the engine holds it: something is on it, as a container that was just being created. */
async function removeNetwork(network: Docker.Network): Promise<boolean> {
  try {
    await limited(network.remove().catch(pass(404)), callLimitMs);
    return true;
  } catch (error) {
    if (engineStatus(error) !== 403) throw error;
    return false;
  }
}

/** Waits for all, then fails with the first failure: no removal is left running behind the caller's back. */
async function settle<T>(removals: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(removals);
  return Promise.all(removals);
}

/** Engine 20.10, overloaded, was seen to lose count of a network's endpoints; only its restart puts that right. */
function heldNetwork(name: string): CodedError {
  return new CodedError(
    'ENGINE_UNAVAILABLE',
    `the engine does not remove network ${name}, although it is empty`,
    {
      remedy:
        'Restart the engine, then run `gossip-bench clean`. Until then the empty network costs nothing.',
    },
  );
}

function remaining(runId: string, cause: unknown): CodedError {
  const why = cause === undefined ? '' : `: ${messageOf(cause)}`;
  return new CodedError('ENGINE_UNAVAILABLE', `the engine still has objects of run ${runId}${why}`, {
    remedy: 'Run `gossip-bench clean` when the engine answers again.',
    cause,
  });
}
