import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { NodeId } from '../../protocol/types.js';
import type { NodeExit } from '../cluster.js';
import { logTail } from '../start/log-tail.js';
import { type CountedThreads, CpuThrottle } from './cpu-throttle.js';

/** How one incarnation of a node is started, and asked to end. */
export interface ChildLaunch {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Where its stdout goes; absent: to its log. */
  readonly stdout?: number;
  readonly directory?: string;
  /** Whose CPU time a limit holds. */
  readonly threads: CountedThreads;
  readonly started?: (process: ChildProcess) => void;
  /** Asks it to leave its cluster and end. */
  readonly leave: (process: ChildProcess) => void;
  readonly ended?: () => void;
}

export interface ChildNodeOptions {
  readonly node: NodeId;
  readonly logPath: string;
  readonly launch: (incarnation: number) => ChildLaunch;
  readonly spawned: (pid: number) => void;
  /** Every end of the process; `asked` after a call of kill or stop. */
  readonly exited: (exit: NodeExit, pid: number, asked: boolean) => void;
}

/** Who has a node stand still: a fault that pauses it, or its CPU limit. */
type Holder = 'pause' | 'throttle';

interface Life {
  readonly process: ChildProcess;
  readonly launch: ChildLaunch;
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
    const log = await open(this.#options.logPath, 'a');
    try {
      if (this.#closed) return;
      const launch = this.#options.launch(this.#incarnation);
      const { command, environment, stdout = log.fd, directory } = launch;
      const [file, ...args] = command;
      const child = spawn(file, args, {
        env: environment,
        stdio: ['pipe', stdout, log.fd],
        ...(directory === undefined ? {} : { cwd: directory }),
        // A session of its own: Ctrl-C in the terminal is for the harness, which then ends the run in order.
        detached: true,
      });
      // EPIPE when the node has ended, which its exit has reported.
      child.stdin?.on('error', () => undefined);
      this.#life = { process: child, launch, ended: this.#end(child, launch), asked: false };
      if (child.pid !== undefined) this.#options.spawned(child.pid);
      launch.started?.(child);
      this.limitCpu(this.#cpus);
    } finally {
      await log.close();
    }
  }

  async kill(): Promise<void> {
    const life = this.#asked();
    if (life) signalAll(life.process, 'SIGKILL');
    await life?.ended;
  }

  /** Asks the node to leave its cluster; SIGKILL when it takes longer than `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    const life = this.#asked();
    if (!life) return;
    this.#throttle?.end();
    const timer = setTimeout(() => signalAll(life.process, 'SIGKILL'), limitMs);
    life.launch.leave(life.process);
    signalAll(life.process, 'SIGCONT');
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
    if (before === 0 && this.#holders.size > 0) this.#signal('SIGSTOP');
    if (before > 0 && this.#holders.size === 0) this.#signal('SIGCONT');
  }

  /** In cores, over this incarnation and the next ones; undefined: none. */
  limitCpu(cpus: number | undefined): void {
    this.#cpus = cpus;
    this.#throttle?.end();
    const life = this.#life;
    const pid = life?.process.pid;
    this.#throttle =
      cpus === undefined || pid === undefined || life === undefined
        ? undefined
        : new CpuThrottle(pid, cpus, life.launch.threads, (held) => this.hold('throttle', held));
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#life) signalAll(this.#life.process, signal);
  }

  #asked(): Life | undefined {
    if (this.#life) this.#life.asked = true;
    return this.#life;
  }

  #end(child: ChildProcess, launch: ChildLaunch): Promise<void> {
    return new Promise((resolve) => {
      const ended = (code: number | null, signal: string | null, cause?: Error) => {
        const asked = this.#life?.asked ?? false;
        this.#life = undefined;
        this.#throttle?.end();
        this.#holders.clear();
        // What it started must not outlive it.
        signalAll(child, 'SIGKILL');
        launch.ended?.();
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

/** To the process and whatever it started: they are a process group of their own. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: all of them have ended.
  }
}
