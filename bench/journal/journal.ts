import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { CodedError } from '../../nodes/coded-error.js';
import type { RunEvent } from './journal-event.js';
import { JournalTally } from './seal.js';

export { loadJournal, readJournal } from './journal-reader.js';

const compress = promisify(gzip);

/** Written at least so often, so that a crash costs at most this much of the journal. */
const writeIntervalMs = 1_000;
/** Written as soon as so much text is waiting. */
const batchChars = 256 * 1024;
/** Packed numbers hardly get smaller, however long one looks for what repeats. */
const packedLevel = 1;

export interface JournalWriter {
  /** Never throws and never waits. After a failed write, or after `close`, events are dropped. */
  append(event: RunEvent): void;
  /** Resolves when everything appended so far is in the file. @throws CodedError STORAGE */
  flush(): Promise<void>;
  /** Writes what is left, seals the file and closes it. Idempotent. @throws CodedError STORAGE */
  close(): Promise<void>;
}

export interface JournalWriterOptions {
  /** False: batches are full ones, so that the same events make the same file. Default true. */
  readonly timely?: boolean;
  /** Told at once, and once, when the journal cannot be written: the run is worth nothing from then on. */
  readonly onFailure?: (error: CodedError) => void;
}

/**
 * Begins a journal of compressed NDJSON. Each batch is a gzip member of its own (RFC 1952, section 2.2: a file is a
 * series of members), so that whatever a killed process leaves behind is readable up to its last whole batch.
 */
export function createJournalWriter(path: string, options: JournalWriterOptions = {}): JournalWriter {
  return new MemberWriter(path, options);
}

class MemberWriter implements JournalWriter {
  readonly #path: string;
  readonly #onFailure: ((error: CodedError) => void) | undefined;
  readonly #file: ReturnType<typeof open>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #tally = new JournalTally();
  #waiting = '';
  #isPacked = false;
  #tail: Promise<void> = Promise.resolve();
  #failure: CodedError | undefined;
  #closing: Promise<void> | undefined;

  constructor(path: string, { onFailure, timely = true }: JournalWriterOptions) {
    this.#path = path;
    this.#onFailure = onFailure;
    this.#file = open(path, 'w');
    this.#file.catch((error: unknown) => this.#fail(error));
    this.#timer = timely ? setInterval(() => this.#write(), writeIntervalMs).unref() : undefined;
  }

  append(event: RunEvent): void {
    if (this.#failure || this.#closing) return;
    const text = JSON.stringify(event);
    this.#tally.add(event, text);
    this.#waiting += `${text}\n`;
    if (event.type === 'receipts' || event.type === 'views') this.#isPacked = true;
    if (this.#waiting.length >= batchChars) this.#write();
  }

  async flush(): Promise<void> {
    this.#write();
    await this.#tail;
    if (this.#failure) throw this.#failure;
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#tally.lines > 0) this.#waiting += `${JSON.stringify(this.#tally.seal())}\n`;
    this.#write();
    await this.#tail;
    // A file that could not be opened has already been reported as the failure.
    const file = await this.#file.catch(() => undefined);
    await file?.close().catch((error: unknown) => this.#fail(error));
    if (this.#failure) throw this.#failure;
  }

  /** Queues what is waiting behind the writes under way. */
  #write(): void {
    const batch = this.#waiting;
    if (batch === '') return;
    const level = this.#isPacked ? packedLevel : constants.Z_DEFAULT_COMPRESSION;
    this.#waiting = '';
    this.#isPacked = false;
    this.#tail = this.#tail
      .then(() => this.#writeMember(batch, level))
      .catch((error: unknown) => this.#fail(error));
  }

  async #writeMember(batch: string, level: number): Promise<void> {
    if (this.#failure) return;
    const member = await compress(batch, { level });
    const file = await this.#file;
    await file.appendFile(member);
  }

  #fail(cause: unknown): void {
    if (this.#failure) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new CodedError('STORAGE', `The journal ${this.#path} cannot be written: ${reason}`, {
      remedy: 'Free disk space, check the permissions of the folder, or choose another one with --out.',
      cause,
    });
    this.#waiting = '';
    this.#onFailure?.(this.#failure);
  }
}
