import { execFile } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';

const readAtOnceBytes = 1_048_576;
/** Disk space of what was read is given back so often. */
const reclaimEveryBytes = 64 * 1_048_576;

/**
 * The stdout of a node: a file, which never stalls its writer, and which the harness reads behind it. Space that was read is given back, so that
 * a long run takes no more disk than what is unread.
 */
export class OutputFile {
  /** The writer's end: appends. */
  readonly fd: number;
  readonly #path: string;
  readonly #reader: number;
  readonly #buffer = Buffer.allocUnsafe(readAtOnceBytes);
  #position = 0;
  #reclaimed = 0;
  #isOpen = true;

  constructor(path: string) {
    this.#path = path;
    this.fd = openSync(path, 'w');
    this.#reader = openSync(path, 'r');
  }

  /** The writer has a descriptor of its own by now. */
  handedOver(): void {
    closeSync(this.fd);
  }

  /** What is new, at most 1 MiB of it; undefined: nothing. */
  read(): Buffer | undefined {
    if (!this.#isOpen) return undefined;
    const length = readSync(this.#reader, this.#buffer, 0, readAtOnceBytes, this.#position);
    if (length === 0) return undefined;
    this.#position += length;
    if (this.#position - this.#reclaimed >= reclaimEveryBytes) this.#reclaim();
    return this.#buffer.subarray(0, length);
  }

  unreadBytes(): number {
    return this.#isOpen ? fstatSync(this.#reader).size - this.#position : 0;
  }

  /** Gives up what is unread, and its space; how many bytes that were. */
  passOver(): number {
    const passedBytes = this.unreadBytes();
    this.#position += passedBytes;
    if (passedBytes > 0) this.#reclaim();
    return passedBytes;
  }

  /** All of it was read, and nobody writes any more. */
  remove(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#reader);
    rmSync(this.#path, { force: true });
  }

  #reclaim(): void {
    this.#reclaimed = this.#position;
    const args = ['--punch-hole', '--offset', '0', '--length', String(this.#position), this.#path];
    // Where the system or its file systems cannot, the file keeps its size until the node ends.
    execFile('fallocate', args, () => undefined);
  }
}
