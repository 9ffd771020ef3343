import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync, statSync } from 'node:fs';

const mebibyte = 1_048_576;
/** What is kept of a log that grew too long. */
const keptBytes = { beginning: 4 * mebibyte, end: 4 * mebibyte };
/** A log that is longer is cut; a writer in a hurry makes it longer between two looks. */
const longestBytes = 32 * mebibyte;

/**
 * A file to which others append, held to a length: its first and its last 4 MiB stay, and between them a line that says how much was dropped. Whoever
 * writes must have opened it to append.
 */
export class BoundedLog {
  readonly path: string;
  #noteBytes = 0;
  #dropped = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** So many bytes were dropped by now. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  /** Cuts it where it is too long. */
  hold(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > longestBytes) this.#cut(size);
  }

  #cut(size: number): void {
    const file = openSync(this.path, 'r+');
    try {
      const end = this.#end(file, size);
      const { beginning } = keptBytes;
      // What came since belongs to what is dropped; what comes now goes behind the beginning.
      const stream = fstatSync(file).size - beginning - this.#noteBytes;
      ftruncateSync(file, beginning);
      this.#dropped += stream - end.length;
      const note = Buffer.from(
        `\ngossip-bench: ${this.#dropped} bytes of this log were dropped here: it was longer than ${longestBytes / mebibyte} MiB.\n`,
      );
      this.#noteBytes = note.length;
      appendFileSync(this.path, Buffer.concat([note, end]));
    } finally {
      closeSync(file);
    }
  }

  /** The last of it, from the beginning of a line where there is one. */
  #end(file: number, size: number): Buffer {
    const bytes = Buffer.alloc(keptBytes.end);
    const length = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const newline = bytes.subarray(0, length).indexOf(10);
    return bytes.subarray(newline < 0 ? 0 : newline + 1, length);
  }
}
