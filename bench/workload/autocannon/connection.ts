import type { Client, Request } from 'autocannon';

/** What a write's exchange ended with: an HTTP status and body, or why there was none. */
export type Outcome = { readonly status: number; readonly body: string } | { readonly error: string };

/** Where autocannon's client sends its next request: as soon as it is connected, and after each answer. */
interface Sending {
  _doRequest(): void;
}

/**
 * One connection of autocannon that sends on command. By itself autocannon sends the next request when the last
 * one is answered, at a rate it lets through in bursts of a second: a closed loop. Here it is asked for a request when a
 * write is due.
 */
export class Connection {
  readonly #client: Client;
  readonly #sendNext: () => void;
  readonly #freed: (connection: Connection) => void;
  #settle: ((outcome: Outcome) => void) | undefined;
  #isFree = false;

  constructor(client: Client, freed: (connection: Connection) => void) {
    const sending = client as Client & Sending;
    this.#client = client;
    this.#freed = freed;
    this.#sendNext = sending._doRequest.bind(client);
    sending._doRequest = () => this.#ready();
  }

  /** Only for a connection that is free. */
  send(request: Request, settle: (outcome: Outcome) => void): void {
    this.#isFree = false;
    this.#settle = settle;
    const onResponse = (status: number, body: string): void => this.#end({ status, body });
    this.#client.setRequests([{ ...request, onResponse }]);
    this.#sendNext();
  }

  /** Connected, again perhaps: what was under way then is lost. */
  #ready(): void {
    this.#end({ error: 'the connection ended before the response' });
    if (this.#isFree) return;
    this.#isFree = true;
    this.#freed(this);
  }

  #end(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}
