import { Receipts } from './receipts.js';
import type { Recorder } from './recorder.js';

/** Receipts of one line at most: one that is torn off costs no more than them, and a reader holds no more of text at once. */
const mostInLine = 32_768;

/** Gathers receipts, and records them many to a line. */
export class ReceiptLines {
  readonly #recorder: Pick<Recorder, 'record'>;
  #gathered = new Receipts();

  constructor(recorder: Pick<Recorder, 'record'>) {
    this.#recorder = recorder;
  }

  readonly add: Receipts['add'] = (node, event) => {
    this.#gathered.add(node, event);
    if (this.#gathered.length >= mostInLine) this.flush();
  };

  /** Records what has come since. */
  flush(): void {
    if (this.#gathered.length === 0) return;
    this.#recorder.record({ type: 'receipts', receipts: this.#gathered });
    this.#gathered = new Receipts();
  }
}
