import { Command } from '@oclif/core';
import type { Verdict } from '../../bench/result/result.js';
import type { Spec } from '../../bench/spec/spec.js';
import { simulationFlags } from '../../nodes/runtime/sim/simulation-flags.js';
import { readFromStandardInput } from '../experiment/read-spec-file.js';
import { fittedText } from '../report/terminal/fitted-text.js';
import { printable } from '../report/terminal/printable.js';
import { columnsOf } from '../report/terminal/style.js';
import { reportDefects } from './defects.js';
import { exitCodeOfRun, exitCodes } from './exit-codes.js';
import { describeFailure, type Failure, failureJson, failureText } from './failure.js';
import { Interruption } from './interruption.js';
import { guardOutputStreams } from './output-streams.js';
import { needsOwnProcess, runInOwnProcess } from './own-process.js';

/** What all commands share: `--json`, errors with remedy and exit code, and an orderly end at Ctrl-C. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;

  #interruption: Interruption | undefined;

  protected override async init(): Promise<void> {
    guardOutputStreams();
    reportDefects();
    await super.init();
  }

  /** Aborted by Ctrl-C, SIGTERM and a closed terminal, from its first use. */
  protected get interrupted(): AbortSignal {
    this.#interruption ??= new Interruption((text) => process.stderr.write(`${text}\n`));
    return this.#interruption.signal;
  }

  /**
   * To be called before anything is printed or begun: where one of these is a large simulation, the command runs once more, in a process with the
   * flags for that, and ends with it.
   */
  protected async handOverIfLarge(specs: readonly Spec[]): Promise<void> {
    if (!needsOwnProcess(specs)) return;
    const input = await readFromStandardInput();
    process.exit(await runInOwnProcess(simulationFlags, process.argv.slice(1), input));
  }

  /** Without what would steer the terminal, as texts from files of results may, and within its columns. */
  override log(message = '', ...more: unknown[]): void {
    super.log(fittedText(printable(message), columnsOf(process.stdout)), ...more);
  }

  /** Plain JSON, whatever stdout is. */
  protected override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  }

  /** Prints on stderr why a run did not complete, if so; returns the exit code of the run. */
  protected exitCodeOf(verdict: Verdict, error: unknown): number {
    this.reportFailure(error);
    return exitCodeOfRun(verdict, error);
  }

  /** Prints on stderr why something did not complete that still has a result; returns its exit code. */
  protected reportFailure(error: unknown): number | undefined {
    if (error === undefined) return undefined;
    const failure = this.#failureOf(error);
    process.stderr.write(failureText(failure));
    return failure.exitCode;
  }

  protected override async catch(error: unknown): Promise<void> {
    if (!this.jsonEnabled()) {
      process.exitCode = this.reportFailure(error) ?? exitCodes.internal;
      return;
    }
    const failure = this.#failureOf(error);
    process.exitCode = failure.exitCode;
    this.logJson(failureJson(failure));
  }

  #failureOf(error: unknown): Failure {
    const helpCommand = `${this.config.bin} ${this.id?.replaceAll(':', ' ')} --help`;
    return describeFailure(error, helpCommand, Object.keys(this.ctor.flags ?? {}));
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#interruption?.end();
    await super.finally(error);
  }
}
