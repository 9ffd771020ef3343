import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface GuardReport {
  readonly pid?: number;
  readonly exit?: { readonly code: number | null; readonly signal: string | null };
  readonly error?: string;
}

/** The harness's end of the guard (guard.ts): it kills what it guards when this process is no more. */
export class GuardProcess {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #commandPid: number | undefined;

  /**
   * `commandEnded` is called once, when the command could not be run or ended, or the guard did. `logFd` takes the
   * command's output.
   */
  constructor(
    guardBundle: string,
    guarded: GuardedCommand | undefined,
    logFd: number | 'ignore',
    commandEnded: (reason: string) => void,
  ) {
    const argv = guarded ? [guarded.command, ...guarded.args] : [];
    // A session of its own: Ctrl-C in the terminal is for the harness, which then ends the run in order.
    this.#process = spawn(process.execPath, [guardBundle, ...argv], {
      stdio: ['pipe', 'pipe', logFd],
      detached: true,
      env: { ...guarded?.env },
    });
    this.#ended = once(this.#process, 'exit');
    let isReported = false;
    const reportOnce = (reason: string) => {
      if (!isReported) commandEnded(reason);
      isReported = true;
    };
    this.#process.on('error', (error) => reportOnce(`its guard could not be started: ${error.message}`));
    this.#process.on('exit', (code, signal) =>
      reportOnce(`its guard ended (${signal ?? `exit code ${code}`})`),
    );
    // EPIPE when the guard is gone, which its exit has reported.
    this.#process.stdin?.on('error', () => undefined);
    if (this.#process.stdout) {
      createInterface({ input: this.#process.stdout }).on('line', (line) => this.#read(line, reportOnce));
    }
  }

  /** The guard's own, and once it runs the command's. */
  get pids(): number[] {
    return [this.#process.pid, this.#commandPid].filter((pid) => pid !== undefined);
  }

  watch(pid: number): void {
    this.#process.stdin?.write(`+${pid}\n`);
  }

  unwatch(pid: number): void {
    this.#process.stdin?.write(`-${pid}\n`);
  }

  /** Guards all that carry a mark (nodes/marked-processes.ts); undefined: none is left. */
  watchMarked(mark: string | undefined): void {
    this.#process.stdin?.write(`=${mark ?? ''}\n`);
  }

  /** Has a folder removed at the end, whoever is there to do it. */
  removeAtEnd(folder: string): void {
    this.#process.stdin?.write(`~${folder}\n`);
  }

  /** Ends the command and the guard, and waits until both are gone. */
  async end(): Promise<void> {
    this.#process.stdin?.end();
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.#ended;
    if (this.#commandPid === undefined) return;
    try {
      // Only when the guard was killed is the command still there.
      process.kill(this.#commandPid, 'SIGKILL');
    } catch {
      // ESRCH: the guard did its work.
    }
  }

  #read(line: string, reportOnce: (reason: string) => void): void {
    const { pid, exit, error } = JSON.parse(line) as GuardReport;
    if (pid !== undefined) this.#commandPid = pid;
    if (exit) {
      this.#commandPid = undefined;
      reportOnce(exit.signal ? `killed by ${exit.signal}` : `ended with exit code ${exit.code}`);
    }
    if (error) reportOnce(error);
  }
}
