import { CodedError } from '../../nodes/coded-error.js';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Aborts at the first Ctrl-C or SIGTERM; tells at every further one that clean-up is under way. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #tell: (text: string) => void;
  readonly #onSignal = (name: NodeJS.Signals): void => {
    if (this.signal.aborted) {
      this.#tell('Clean-up is under way; the reaper finishes what this process leaves.');
      return;
    }
    this.#tell(`${name}: stopping and removing everything of this run …`);
    this.#controller.abort(new CodedError('INTERRUPTED', `interrupted by ${name}`));
  };

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
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
