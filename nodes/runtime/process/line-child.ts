import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineNode } from '../../contract/lines/line-node.js';
import type { NodeProgram } from '../../contract/lines/node-program.js';
import type { NodeStreams } from '../../contract/lines/node-streams.js';
import { markVariable } from '../../marked-processes.js';
import { realClock } from '../clock.js';
import type { NodePlacement } from '../start/node-environment.js';
import type { ChildLaunch } from './child-node.js';
import { OutputFile } from './output-file.js';

/** More than this is not kept for a node that does not read its stdin. */
const mostUnsentBytes = 16 * 1_048_576;

/** A node of which so much had to be given up unread writes faster than anybody reads, and would fill the disk: it is ended. */
const mostPassedBytes = 256 * 1_048_576;

/** What a program of others may know of its surroundings. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'JAVA_HOME', 'LANG'] as const;

export interface LineChildOptions {
  readonly program: NodeProgram;
  readonly placement: Pick<NodePlacement, 'node' | 'incarnation' | 'gossipListen' | 'peers'>;
  readonly seed: number;
  /** Of this incarnation (nodes/marked-processes.ts). */
  readonly mark: string;
  readonly logDirectory: string;
  readonly logPath: string;
}

/** One incarnation of a node that speaks lines: how its process is started, and what the harness speaks through. */
export function lineChild(options: LineChildOptions): {
  launch: ChildLaunch;
  control: () => LineNode | undefined;
} {
  const { program, placement, seed, mark, logDirectory, logPath } = options;
  const { node, incarnation, gossipListen, peers } = placement;
  const output = new OutputFile(join(logDirectory, `n${node}.lines`));
  const log = (text: string): void => appendFileSync(logPath, `gossip-bench: ${text}\n`);
  let control: LineNode | undefined;
  const launch: ChildLaunch = {
    command: program.command,
    environment: { ...environment(), [markVariable]: mark },
    stdout: output.fd,
    directory: logDirectory,
    threads: 'all',
    started(child) {
      output.handedOver();
      control = new LineNode({
        node,
        init: {
          node,
          incarnation,
          listen: gossipListen,
          peers: peers.map(({ id, address }) => ({ node: id, address })),
          parameters: program.parameters,
          seed,
          ...(program.transport === 'udp' ? { udp: true } : {}),
        },
        streams: streamsOf(child, output, () => {
          log(`node n${node}: it floods its stdout, and is ended`);
          endGroup(child);
        }),
        nowMs: realClock.nowMs,
        onProblem: log,
      });
    },
    leave(child) {
      if (!control?.leaves()) child.stdin?.end();
    },
    ended() {
      control?.ended('has ended');
      output.remove();
    },
  };
  return { launch, control: () => control };
}

function streamsOf({ stdin }: ChildProcess, output: OutputFile, flooded: () => void): NodeStreams {
  let passedBytes = 0;
  return {
    say(text) {
      if (!stdin?.writable || stdin.writableLength > mostUnsentBytes) return false;
      stdin.write(text);
      return true;
    },
    read: () => output.read(),
    unreadBytes: () => output.unreadBytes(),
    passOver() {
      const bytes = output.passOver();
      passedBytes += bytes;
      if (passedBytes > mostPassedBytes) flooded();
      return bytes;
    },
  };
}

/** The process and what it started in its group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: it has ended meanwhile.
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
