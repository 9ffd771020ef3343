import type { Client, Request } from 'autocannon';
import { Connection, type Outcome } from './connection.js';

interface Waiting {
  readonly request: Request;
  readonly settle: (outcome: Outcome) => void;
}

/** The connections to one node, and what waits for one of them: the node is slow then, not the generator. */
export class Lane {
  readonly #free: Connection[] = [];
  readonly #waiting: Waiting[] = [];
  /** Index of the next that waits, so that none has to be moved when one goes. */
  #next = 0;

  add(client: Client): void {
    new Connection(client, (connection) => this.#freed(connection));
  }

  send(request: Request): Promise<Outcome> {
    return new Promise((settle) => {
      const connection = this.#free.pop();
      if (connection) connection.send(request, settle);
      else this.#waiting.push({ request, settle });
    });
  }

  #freed(connection: Connection): void {
    const waiting = this.#waiting[this.#next];
    if (waiting === undefined) {
      this.#free.push(connection);
      return;
    }
    this.#next += 1;
    if (this.#next === this.#waiting.length) {
      this.#waiting.length = 0;
      this.#next = 0;
    }
    connection.send(waiting.request, waiting.settle);
  }
}
