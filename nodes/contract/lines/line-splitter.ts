import { longestLineBytes } from './messages.js';

const newline = 10;

export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  /** Undefined where it was longer than the contract allows. */
  readonly text: string | undefined;
}

/** Cuts a stream of bytes into lines, of which none can take more than the contract's length of memory. */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #isOverlong = false;
  #lines = 0;

  /** The lines that end in these bytes. */
  push(bytes: Buffer): NumberedLine[] {
    const lines: NumberedLine[] = [];
    let from = 0;
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      lines.push(this.#line(bytes.subarray(from, at)));
      from = at + 1;
    }
    this.#keep(bytes.subarray(from));
    return lines;
  }

  /** Passes over bytes, and counts the lines that end in them. */
  passOver(bytes: Buffer): number {
    const before = this.#lines;
    let from = 0;
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      this.#lines += 1;
      from = at + 1;
    }
    // What is left of a line whose beginning was passed over is no line.
    this.#rest = Buffer.alloc(0);
    this.#isOverlong = from < bytes.length;
    return this.#lines - before;
  }

  #line(end: Buffer): NumberedLine {
    this.#keep(end);
    const text = this.#isOverlong ? undefined : this.#rest.toString('utf8');
    this.#rest = Buffer.alloc(0);
    this.#isOverlong = false;
    this.#lines += 1;
    return { number: this.#lines, text };
  }

  #keep(bytes: Buffer): void {
    if (this.#isOverlong || bytes.length === 0) return;
    this.#isOverlong = this.#rest.length + bytes.length > longestLineBytes;
    if (this.#isOverlong) this.#rest = Buffer.alloc(0);
    else this.#rest = this.#rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
  }
}
