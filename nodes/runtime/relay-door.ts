import { CodedError } from '../coded-error.js';

/** How the program of the UDP relays is spoken to: a question and its answer, whatever carries them. */
export interface RelayDoor {
  /** @throws CodedError RELAY_LOST, PORT_TAKEN */
  ask(question: object, limitMs?: number): Promise<unknown>;
}

const usualLimitMs = 20_000;

interface Open {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Questions that are lines of JSON with a number, and answers with the same one, in any order. */
export class RelayLines implements RelayDoor {
  readonly #send: (line: string) => void;
  readonly #open = new Map<number, Open>();
  #asked = 0;
  #endedBy: string | undefined;

  constructor(send: (line: string) => void) {
    this.#send = send;
  }

  ask(question: object, limitMs = usualLimitMs): Promise<unknown> {
    if (this.#endedBy !== undefined) return Promise.reject(relayLost(this.#endedBy));
    this.#asked += 1;
    const number = this.#asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#open.delete(number);
        reject(relayLost(`it did not answer within ${limitMs} ms`));
      }, limitMs);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#open.delete(number);
        act();
      };
      this.#open.set(number, {
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#send(JSON.stringify({ number, ...question }));
    });
  }

  /** A line that the program wrote. */
  take(line: string): void {
    const { number, error, code, ...answer } = JSON.parse(line) as {
      readonly number: number;
      readonly error?: string;
      readonly code?: string;
    };
    const open = this.#open.get(number);
    if (error === undefined) open?.resolve(answer);
    else open?.reject(failure(error, code));
  }

  /** Nothing is answered any more. */
  end(reason: string): void {
    this.#endedBy ??= reason;
    for (const { reject } of [...this.#open.values()]) reject(relayLost(reason));
  }
}

function failure(error: string, code: string | undefined): CodedError {
  if (code !== 'EADDRINUSE') return relayLost(error);
  const port = /:(\d+)$/.exec(error)?.[1] ?? 'of a link';
  return new CodedError('PORT_TAKEN', `UDP port ${port} of a link is taken`, {
    remedy: 'Stop the program that listens there, or omit `basePort` so that the run finds free ports.',
  });
}

export const relayLost = (reason: string): CodedError =>
  new CodedError('RELAY_LOST', `The UDP relays of the links do not work: ${reason}`, {
    remedy: 'See logs/udp-relay.log in the run folder (of containers, logs/toxiproxy.log), then start again.',
  });
