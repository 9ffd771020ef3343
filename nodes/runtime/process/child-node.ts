import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { NodeId } from '../../protocol/types.js';
import type { NodeExit } from '../cluster.js';
import { logTail } from '../start/log-tail.js';
import { CpuThrottle } from './cpu-throttle.js';

export interface ChildNodeOptions {
  readonly node: NodeId;
  readonly bundle: string;
  readonly logPath: string;
  readonly environment: (incarnation: number) => Record<string, string>;
  readonly spawned: (pid: number) => void;
  /** Every end of the process; `asked` after a call of kill or stop. */
  readonly exited: (exit: NodeExit, pid: number, asked: boolean) => void;
}

/** Who has a node stand still: a fault that pauses it, or its CPU limit. */
type Holder = 'pause' | 'throttle';

interface Life {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  asked: boolean;
}

/** One node as a child process, over its incarnations. */
export class ChildNode {
  readonly node: NodeId;
  readonly #options: ChildNodeOptions;
  #incarnation = 0;
  #life: Life | undefined;
  #closed = false;
  #cpus: number | undefined;
  #throttle: CpuThrottle | undefined;
  readonly #holders = new Set<Holder>();

  constructor(options: ChildNodeOptions) {
    this.node = options.node;
    this.#options = options;
  }

  /** Undefined when it has ended. */
  get pid(): number | undefined {
    return this.#life?.process.pid;
  }

  /** Starts a process with an incarnation above the last; its log is appended to the last one's. */
  async start(): Promise<void> {
    this.#incarnation += 1;
    const { bundle, logPath, environment } = this.#options;
    const log = await open(logPath, 'a');
    try {
      if (this.#closed) return;
      const child = spawn(process.execPath, [bundle], {
        env: { ...environment(this.#incarnation), GOSSIP_EXIT_ON_STDIN_EOF: '1' },
        stdio: ['pipe', log.fd, log.fd],
        // A session of its own: Ctrl-C in the terminal is for the harness, which then ends the run in order.
        detached: true,
      });
      // EPIPE when the node has ended, which its exit has reported.
      child.stdin?.on('error', () => undefined);
      this.#life = { process: child, ended: this.#end(child), asked: false };
      if (child.pid !== undefined) this.#options.spawned(child.pid);
      this.limitCpu(this.#cpus);
    } finally {
      await log.close();
    }
  }

  async kill(): Promise<void> {
    const life = this.#asked();
    life?.process.kill('SIGKILL');
    await life?.ended;
  }

  /** SIGTERM, on which the node leaves its cluster; SIGKILL when it takes longer than `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    const life = this.#asked();
    if (!life) return;
    this.#throttle?.end();
    const timer = setTimeout(() => life.process.kill('SIGKILL'), limitMs);
    life.process.kill('SIGTERM');
    life.process.kill('SIGCONT');
    await life.ended;
    clearTimeout(timer);
  }

  /** Its last stop: a start that is under way comes to nothing. */
  async close(limitMs: number): Promise<void> {
    this.#closed = true;
    await this.stop(limitMs);
  }

  /** It is stopped for as long as it is held. */
  hold(by: Holder, held: boolean): void {
    const before = this.#holders.size;
    if (held) this.#holders.add(by);
    else this.#holders.delete(by);
    if (before === 0 && this.#holders.size > 0) this.#life?.process.kill('SIGSTOP');
    if (before > 0 && this.#holders.size === 0) this.#life?.process.kill('SIGCONT');
  }

  /** In cores, over this incarnation and the next ones; undefined: none. */
  limitCpu(cpus: number | undefined): void {
    this.#cpus = cpus;
    this.#throttle?.end();
    const { pid } = this;
    this.#throttle =
      cpus === undefined || pid === undefined
        ? undefined
        : new CpuThrottle(pid, cpus, (held) => this.hold('throttle', held));
  }

  #asked(): Life | undefined {
    if (this.#life) this.#life.asked = true;
    return this.#life;
  }

  #end(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      const ended = (code: number | null, signal: string | null, cause?: Error) => {
        const asked = this.#life?.asked ?? false;
        this.#life = undefined;
        this.#throttle?.end();
        this.#holders.clear();
        resolve();
        void this.#tell({ code, signal }, child.pid ?? 0, asked, cause);
      };
      child.once('exit', (code, signal) => ended(code, signal));
      // Only when it could not be spawned: a child that was has an exit.
      child.once('error', (error) => child.pid === undefined && ended(null, null, error));
    });
  }

  async #tell(
    how: Pick<NodeExit, 'code' | 'signal'>,
    pid: number,
    asked: boolean,
    cause: Error | undefined,
  ): Promise<void> {
    const lastLog = cause?.message ?? (await logTail(this.#options.logPath));
    this.#options.exited({ node: this.node, ...how, lastLog }, pid, asked);
  }
}
