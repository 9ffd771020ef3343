import { Command, Errors } from '@oclif/core';
import { describeFailure, failureJson, failureText } from './failure.js';
import { Interruption } from './interruption.js';

/** What all commands share: `--json`, errors with remedy and exit code, and an orderly end at Ctrl-C. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;

  #interruption: Interruption | undefined;

  /** Aborted by Ctrl-C and SIGTERM, from the first time it is asked for. */
  protected get interrupted(): AbortSignal {
    this.#interruption ??= new Interruption((text) => process.stderr.write(`${text}\n`));
    return this.#interruption.signal;
  }

  /** Plain JSON, whatever stdout is. */
  protected override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  }

  protected override async catch(error: unknown): Promise<void> {
    if (error instanceof Errors.ExitError) throw error;
    const failure = describeFailure(error, `${this.config.bin} ${this.id?.replaceAll(':', ' ')} --help`);
    process.exitCode = failure.exitCode;
    if (this.jsonEnabled()) this.logJson(failureJson(failure));
    else process.stderr.write(failureText(failure));
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#interruption?.end();
    await super.finally(error);
  }
}
