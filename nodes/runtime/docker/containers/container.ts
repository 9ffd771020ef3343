import type Docker from 'dockerode';
import { AttachReader } from '../engine/attach-reader.js';
import { pass } from '../engine/engine-error.js';
import { type ContainerPlan, containerOptions } from './container-spec.js';

/** Creates and starts a container; one that could not be started is left to the removal of the run. */
export async function runContainer(
  engine: Docker,
  plan: ContainerPlan,
  {
    binds = [],
    volumes = [],
  }: { readonly binds?: readonly string[]; readonly volumes?: readonly string[] } = {},
): Promise<Docker.Container> {
  const created = containerOptions(plan);
  const HostConfig = { ...created.HostConfig, ...(binds.length > 0 ? { Binds: [...binds] } : {}) };
  const Volumes = Object.fromEntries(volumes.map((path) => [path, {}]));
  const container = await engine.createContainer({ ...created, HostConfig, Volumes });
  await container.start();
  return container;
}

/** Removes it, whatever its state; it may be gone already (404), or be on its way out (409). */
export async function removeContainer(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch(pass(404, 409));
}

/** What a container has written, both streams in order or its stderr alone; the last `lines` of it. Empty when it is gone. */
export async function containerLog(
  container: Docker.Container,
  { lines, streams = 'both' }: { readonly lines?: number; readonly streams?: 'both' | 'stderr' } = {},
): Promise<string> {
  const tail = lines === undefined ? {} : { tail: lines };
  const stream = await container
    .logs({ stdout: streams === 'both', stderr: true, follow: false, ...tail })
    .catch(pass(404, 409));
  if (stream === undefined) return '';
  const pieces: Buffer[] = [];
  const collect = (piece: Buffer) => pieces.push(piece);
  new AttachReader({ stdout: collect, stderr: collect }).push(stream);
  return Buffer.concat(pieces).toString('utf8');
}
