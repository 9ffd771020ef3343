import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Duplex, PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { imagePaths } from '../../../image/build-context.js';
import { nodePath } from '../../../image/host-root.js';
import type { LoadProcess } from '../../load-process.js';
import { AttachReader } from '../engine/attach-reader.js';
import { removeContainer } from './container.js';
import { type ContainerPlan, containerOptions } from './container-spec.js';

/** Of CPU time, where cores are short; a node has 1024. The load has to be on time while the nodes saturate the machine. */
const loadCpuShares = 8_192;
const loadLimits = { memoryMiB: 1024, cpus: 0, pids: 64 };
const lastLogBytes = 2_000;

/**
 * The load generator in a container on the run's network, where it reaches the nodes without the tunnel, which would carry the
 * load through the harness. It is spoken to over the engine's attach stream.
 */
export async function startLoadContainer(
  engine: Docker,
  plan: Omit<ContainerPlan, 'command' | 'environment' | 'limits'>,
  reach: Pick<LoadProcess, 'targets' | 'token'>,
): Promise<LoadProcess> {
  const container = await engine.createContainer(optionsOf(plan));
  const streams = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
  const stream = (await container.attach(streams)) as Duplex;
  const output = new PassThrough();
  let log = '';
  const reader = new AttachReader({
    stdout: (piece) => output.write(piece),
    stderr: (piece) => {
      log = `${log}${piece.toString('utf8')}`.slice(-lastLogBytes);
    },
  });
  stream.on('data', (chunk: Buffer) => reader.push(chunk));
  // Its close follows, which ends the lines.
  stream.on('error', () => undefined);
  stream.on('end', () => stream.destroy());
  stream.on('close', () => output.end());
  await container.start();
  return {
    ...reach,
    lines: createInterface({ input: output }),
    lastLog: () => log.trim(),
    send: (line) => void stream.write(`${line}\n`),
    end: async () => {
      const closed = stream.closed ? undefined : once(stream, 'close');
      stream.destroy();
      await closed;
      await removeContainer(container);
    },
  };
}

function optionsOf(plan: Omit<ContainerPlan, 'command' | 'environment' | 'limits'>) {
  const command = [nodePath, imagePaths.load];
  const created = containerOptions({ ...plan, command, environment: {}, limits: loadLimits });
  return {
    ...created,
    OpenStdin: true,
    // The engine closes the input when the harness's connection ends.
    StdinOnce: true,
    HostConfig: { ...created.HostConfig, CpuShares: loadCpuShares, LogConfig: { Type: 'none', Config: {} } },
  };
}
