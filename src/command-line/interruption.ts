import { CodedError } from '../../nodes/coded-error.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts at the first Ctrl-C, SIGTERM or SIGHUP (the terminal is closed); prints at every further one that clean-up is under way. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #print: (text: string) => void;
  readonly #onSignal = (name: NodeJS.Signals): void => {
    if (this.signal.aborted) {
      this.#print('Clean-up is under way; the reaper finishes what this process leaves.');
      return;
    }
    this.#print(`${name}: stopping and removing everything of this run …`);
    this.#controller.abort(new CodedError('INTERRUPTED', `interrupted by ${name}`));
  };

  constructor(print: (text: string) => void) {
    this.#print = print;
    for (const name of signals) process.on(name, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives the signals back to Node's defaults. */
  end(): void {
    for (const name of signals) process.off(name, this.#onSignal);
  }
}
