import type { ClusterLoss } from './cluster.js';

/** Losses of a running cluster: each reported once, those before the listener was set as soon as it is. */
export class Losses {
  #untold: ClusterLoss[] = [];
  #listener: ((loss: ClusterLoss) => void) | undefined;
  #closed = false;

  report(loss: ClusterLoss): void {
    if (this.#closed) return;
    if (this.#listener) this.#listener(loss);
    else this.#untold.push(loss);
  }

  listen(listener: (loss: ClusterLoss) => void): void {
    this.#listener = listener;
    const untold = this.#untold;
    this.#untold = [];
    for (const loss of untold) listener(loss);
  }

  /** What ends from now on was asked to. */
  close(): void {
    this.#closed = true;
  }
}
