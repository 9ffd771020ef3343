import { appendFileSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import type Docker from 'dockerode';
import { LineNode } from '../../../contract/lines/line-node.js';
import type { HarnessLine } from '../../../contract/lines/messages.js';
import type { NodeProgram } from '../../../contract/lines/node-program.js';
import type { NodeStreams } from '../../../contract/lines/node-streams.js';
import { realClock } from '../../clock.js';
import { AttachReader } from '../engine/attach-reader.js';
import { type ContainerPlan, containerOptions, statePath } from './container-spec.js';
import { programMounts, searchPath } from './program-mounts.js';

/** More than this is not kept for a node that does not read its stdin. */
const mostUnsentBytes = 16 * 1_048_576;
/** What a node said beyond this stays in the engine's file until it is read here. */
const mostUnreadBytes = 16 * 1_048_576;

export interface LineContainer {
  readonly container: Docker.Container;
  readonly control: LineNode;
  /** Ends its stdin. */
  readonly endInput: () => void;
}

/**
 * A container whose node speaks lines: its stdin is the engine's attach stream, which ends with the harness; its stdout goes to the engine's file,
 * which never stalls it, and is read behind it.
 */
export async function startLineContainer(
  engine: Docker,
  plan: Omit<ContainerPlan, 'command' | 'environment'>,
  program: NodeProgram,
  init: Omit<Extract<HarnessLine, { type: 'init' }>, 'type' | 'contract' | 'parameters'>,
  logPath: string,
): Promise<LineContainer> {
  const container = await engine.createContainer(optionsOf(plan, program));
  const input = (await container.attach({ stream: true, stdin: true, hijack: true })) as Duplex;
  // The end of its container is reported by the engine.
  input.on('error', () => undefined);
  input.resume();
  await container.start();
  const output = await container.logs({ follow: true, stdout: true, stderr: false });
  const control = new LineNode({
    node: init.node,
    init: { ...init, parameters: program.parameters },
    streams: streamsOf(input, output as Readable),
    nowMs: realClock.nowMs,
    onProblem: (text) => appendFileSync(logPath, `gossip-bench: ${text}\n`),
  });
  return { container, control, endInput: () => void input.end() };
}

function optionsOf(plan: Omit<ContainerPlan, 'command' | 'environment'>, program: NodeProgram) {
  const environment = { PATH: searchPath, LANG: 'C.UTF-8', HOME: '/tmp' };
  const created = containerOptions({
    ...plan,
    volumesOf: plan.namespaceOf,
    command: program.command,
    environment,
  });
  return {
    ...created,
    OpenStdin: true,
    // The engine closes the input when the harness's connection ends.
    StdinOnce: true,
    WorkingDir: plan.namespaceOf === undefined ? '/tmp' : statePath,
    HostConfig: {
      ...created.HostConfig,
      Binds: programMounts(program),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '64m', 'max-file': '2' } },
    },
  };
}

function streamsOf(input: Duplex, output: Readable): NodeStreams {
  let unread: Buffer[] = [];
  let bytes = 0;
  const keep = (piece: Buffer): void => {
    unread.push(Buffer.from(piece));
    bytes += piece.length;
  };
  const reader = new AttachReader({ stdout: keep, stderr: () => undefined });
  output.on('data', (chunk: Buffer) => {
    reader.push(chunk);
    if (bytes > mostUnreadBytes) output.pause();
  });
  output.on('error', () => undefined);
  return {
    say(text) {
      if (!input.writable || input.writableLength > mostUnsentBytes) return false;
      input.write(text);
      return true;
    },
    read() {
      if (unread.length === 0) return undefined;
      const all = Buffer.concat(unread);
      [unread, bytes] = [[], 0];
      if (output.isPaused()) output.resume();
      return all;
    },
    unreadBytes: () => bytes,
    passOver() {
      const passedBytes = bytes;
      [unread, bytes] = [[], 0];
      if (output.isPaused()) output.resume();
      return passedBytes;
    },
  };
}
