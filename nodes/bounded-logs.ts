import { BoundedLog } from './bounded-log.js';

/** A flood of a gigabyte a second takes some hundred MiB of disk between two looks. */
const lookEveryMs = 250;

/** Holds logs to a length for as long as somebody writes them. */
export class BoundedLogs {
  readonly #logs = new Map<string, BoundedLog>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  watch(path: string): void {
    if (!this.#logs.has(path)) this.#logs.set(path, new BoundedLog(path));
  }

  /** Nobody writes any more. The logs of which something was dropped. */
  end(): BoundedLog[] {
    clearInterval(this.#timer);
    this.#look();
    return [...this.#logs.values()].filter(({ droppedBytes }) => droppedBytes > 0);
  }

  #look(): void {
    for (const log of this.#logs.values()) {
      try {
        log.hold();
      } catch {
        // A full disk, or a log that somebody removed: the run itself has more to say about it.
      }
    }
  }
}
