import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { removeContainer } from '../containers/container.js';
import { type ContainerPlan, containerOptions } from '../containers/container-spec.js';
import { searchPath, systemMounts } from '../containers/program-mounts.js';
import { AttachReader } from '../engine/attach-reader.js';

export interface ToolOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const toolLimits = { memoryMiB: 64, cpus: 0, pids: 64 };
const root = '0:0';

/**
 * Runs one command of this machine's in another container's network namespace, with the capability NET_ADMIN alone, and removes its container again.
 * `input` is its stdin. Rejects with the engine's error where it cannot be started.
 */
export async function runNetAdminTool(
  engine: Docker,
  plan: Omit<ContainerPlan, 'environment' | 'limits'>,
  input: string,
): Promise<ToolOutcome> {
  const container = await engine.createContainer(optionsOf(plan));
  try {
    const streams = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const stream = (await container.attach(streams)) as Duplex;
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    const reader = new AttachReader({
      stdout: (piece) => stdout.push(Buffer.from(piece)),
      stderr: (piece) => stderr.push(Buffer.from(piece)),
    });
    stream.on('data', (chunk: Buffer) => reader.push(chunk));
    const over = new Promise<void>((resolve) => {
      for (const event of ['end', 'close', 'error']) stream.once(event, () => resolve());
    });
    await container.start();
    stream.end(input);
    await over;
    stream.destroy();
    const { StatusCode: exitCode } = (await container.wait()) as { StatusCode: number };
    const [out, error] = [stdout, stderr].map((pieces) => Buffer.concat(pieces).toString('utf8'));
    return { exitCode, stdout: out ?? '', stderr: (error ?? '').trim() };
  } finally {
    await removeContainer(container);
  }
}

function optionsOf(plan: Omit<ContainerPlan, 'environment' | 'limits'>): Docker.ContainerCreateOptions {
  const created = containerOptions({ ...plan, environment: { PATH: searchPath }, limits: toolLimits });
  return {
    ...created,
    User: root,
    OpenStdin: true,
    // The engine closes the input when the harness's connection ends.
    StdinOnce: true,
    HostConfig: {
      ...created.HostConfig,
      CapAdd: ['NET_ADMIN'],
      Binds: systemMounts(),
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}
