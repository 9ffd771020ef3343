import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedLogs } from '../../bounded-logs.js';
import { endMarked, type MarkedProcess, markVariable } from '../../marked-processes.js';
import type { NodeEvent } from '../events.js';
import { LineNode } from '../lines/line-node.js';
import { type NodeLine, nodeLineSchema, type Parameters } from '../lines/messages.js';
import type { NodeProgram } from '../lines/node-program.js';

/** One process of the node under check, with everything that it said. */
export class CheckedNode {
  readonly node: number;
  readonly incarnation: number;
  readonly listen: string;
  readonly control: LineNode;
  /** What broke the contract's form. */
  readonly problems: string[] = [];
  readonly events: NodeEvent[] = [];
  /** What it left behind outside of its process group, and was ended. */
  readonly strays: MarkedProcess[] = [];
  readonly #mark = randomBytes(12).toString('hex');
  readonly #logs = new BoundedLogs();
  readonly #process: ChildProcess;
  readonly #logPath: string;
  #output = '';
  #exit: { readonly code: number | null; readonly signal: string | null } | undefined;

  constructor(
    program: NodeProgram,
    given: {
      readonly node: number;
      readonly incarnation: number;
      readonly listen: string;
      readonly peers: readonly { readonly node: number; readonly address: string }[];
      readonly parameters?: Parameters;
      readonly directory: string;
      readonly extra?: object;
    },
  ) {
    const { node, incarnation, listen, peers, directory, extra = {} } = given;
    this.node = node;
    this.incarnation = incarnation;
    this.listen = listen;
    this.#logPath = join(directory, `n${node}.log`);
    const log = openSync(this.#logPath, 'a');
    const [file, ...args] = program.command;
    this.#process = spawn(file, args, {
      stdio: ['pipe', 'pipe', log],
      detached: true,
      cwd: directory,
      env: { ...process.env, [markVariable]: this.#mark },
    });
    closeSync(log);
    this.#logs.watch(this.#logPath);
    let unread: Buffer[] = [];
    this.#process.on('error', (error) => {
      this.problems.push(`${program.command.join(' ')} cannot be started: ${error.message}`);
      this.#exit = { code: null, signal: null };
    });
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      unread.push(chunk);
      this.#output += chunk.toString('utf8');
    });
    this.control = new LineNode({
      node,
      init: {
        node,
        incarnation,
        listen,
        peers: [...peers],
        parameters: given.parameters ?? program.parameters,
        seed: 7,
        ...(program.transport === 'udp' ? { udp: true } : {}),
        ...extra,
      },
      streams: {
        say: (text) =>
          this.#process.stdin?.writable === true && this.#process.stdin.write(text) !== undefined,
        read: () => {
          if (unread.length === 0) return undefined;
          const bytes = Buffer.concat(unread);
          unread = [];
          return bytes;
        },
        unreadBytes: () => 0,
        passOver: () => 0,
      },
      nowMs: () => Number(process.hrtime.bigint()) / 1e6,
      onProblem: (text) => this.problems.push(text),
    });
    this.#process.once('exit', (code, signal) => {
      this.#exit = { code, signal };
      this.#logs.end();
      this.control.ended('has ended');
    });
  }

  /** Its end; undefined while it runs. */
  get exit(): { readonly code: number | null; readonly signal: string | null } | undefined {
    return this.#exit;
  }

  /** Every line that has the form of the contract. */
  get lines(): NodeLine[] {
    return this.#output.split('\n').flatMap((text) => {
      try {
        const parsed = nodeLineSchema.safeParse(JSON.parse(text));
        return parsed.success ? [parsed.data] : [];
      } catch {
        return [];
      }
    });
  }

  /** Updates of others that it said it received, as often as it said so. */
  get received(): string[] {
    return this.lines.flatMap((line) => (line.type === 'received' ? [line.update] : []));
  }

  /** The last lines of its log. */
  get log(): string {
    return readFileSync(this.#logPath, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  }

  /** Whether it said ready in time. */
  async ready(limitMs: number): Promise<boolean> {
    return within(limitMs, async () => {
      if (this.#exit) throw new Error('it has ended');
      await this.control.health();
      return true;
    });
  }

  say(text: string): void {
    this.#process.stdin?.write(`${text}\n`);
  }

  endInput(): void {
    this.#process.stdin?.end();
  }

  async exited(limitMs: number): Promise<boolean> {
    if (this.#exit) return true;
    await Promise.race([once(this.#process, 'exit'), sleep(limitMs)]);
    return this.#exit !== undefined;
  }

  async kill(): Promise<void> {
    if (this.#process.pid !== undefined) {
      try {
        process.kill(-this.#process.pid, 'SIGKILL');
      } catch {
        // ESRCH: it has ended, with all that it started.
      }
    }
    await this.exited(5_000);
    const left = await endMarked(this.#mark);
    this.strays.push(...left.filter(({ group }) => group !== this.#process.pid));
  }
}

/** Asks again until it is true, or the time is over; what throws is not true yet. */
export async function within(limitMs: number, ask: () => Promise<boolean> | boolean): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  do {
    try {
      if (await ask()) return true;
    } catch {
      // Not yet.
    }
    await sleep(25);
  } while (performance.now() < endMs);
  return false;
}
