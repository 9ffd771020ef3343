import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { CodedError } from '../../nodes/coded-error.js';
import type { RunEvent } from './journal-event.js';
import { JournalLines } from './journal-lines.js';
import type { SealCheck } from './seal.js';

/** Unpacked at once, bytes. */
const chunkSize = 256 * 1024;

/** Characters of one line; that of a million views has some ten million. */
const mostInLine = 64 * 2 ** 20;
/** Unpacked, bytes: what the largest run that is taken writes. */
const mostUnpacked = 16 * 2 ** 30;
/** Times its packed size; journals shrink to a tenth or, where nodes do nothing, a fiftieth. */
const mostRatio = 400;
/** So much may come of any file. */
const freeBytes = 64 * 2 ** 20;

const plainly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A plain file and its bytes. @throws CodedError RUN_UNREADABLE for links, pipes, devices and what is not there */
async function openPlain(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  const file = await open(path, plainly).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, 1, error.code === 'ELOOP' ? new Error('links are not followed') : error);
  });
  const entry = await file.stat();
  if (entry.isFile()) return { file, size: entry.size };
  await file.close();
  throw unreadable(path, 1, new Error('it is no plain file'));
}

function refuseBomb(packedBytes: number, unpackedBytes: number): void {
  if (unpackedBytes > mostUnpacked) throw new RangeError(`it unpacks to more than ${mostUnpacked} bytes`);
  if (unpackedBytes > freeBytes && unpackedBytes > mostRatio * packedBytes)
    throw new RangeError(`${packedBytes} bytes unpack to more than ${mostRatio} times as many`);
}

interface JournalReading extends AsyncIterable<RunEvent> {
  /** True, once all was read, when the file's end is torn off: what a killed or crashed harness leaves behind. */
  readonly truncated: boolean;
  /** What its seal says, once all was read. */
  readonly seal: SealCheck;
}

interface Journal {
  readonly events: readonly RunEvent[];
  readonly truncated: boolean;
  readonly seal: SealCheck;
}

/**
 * Reads a journal, event by event, each checked against the schema. A torn end is tolerated and reported in `truncated`.
 * @throws CodedError RUN_UNREADABLE, naming file and line, for a file that is missing or damaged elsewhere
 */
export function readJournal(path: string): JournalReading {
  const lines = new JournalLines();
  const reading = {
    truncated: false,
    get seal() {
      return lines.seal;
    },
    [Symbol.asyncIterator]: () => read(path, lines, reading),
  };
  return reading;
}

/** Whoever asks for an end waits a second or two: so many lines are read yet. */
const mostLinesAfterAbort = 100_000;

/**
 * The whole journal in memory, as analysis wants it. An abort ends the reading of a long one; what is left of a short one is read all the same.
 * @throws CodedError RUN_UNREADABLE; the signal's reason
 */
export async function loadJournal(path: string, signal?: AbortSignal): Promise<Journal> {
  const reading = readJournal(path);
  const events: RunEvent[] = [];
  let afterAbort = 0;
  for await (const event of reading) {
    events.push(event);
    if (signal?.aborted && ++afterAbort > mostLinesAfterAbort) throw signal.reason;
  }
  return { events, truncated: reading.truncated, seal: reading.seal };
}

async function* read(
  path: string,
  journal: JournalLines,
  reading: { truncated: boolean },
): AsyncGenerator<RunEvent> {
  let line = 0;
  /** What stands after the last line break so far: a line may be much longer than a chunk. */
  let rest: string[] = [];
  const { file, size } = await openPlain(path);
  let [unpackedBytes, restLength] = [0, 0];
  const unpacked = createGunzip({ chunkSize });
  // The callback's error is the one that the loop below throws.
  const text = pipeline(file.createReadStream(), unpacked, () => undefined).setEncoding('utf8');
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      unpackedBytes += chunk.length;
      refuseBomb(size, unpackedBytes);
      const end = chunk.lastIndexOf('\n');
      restLength = end < 0 ? restLength + chunk.length : chunk.length - end;
      if (restLength > mostInLine) throw new RangeError(`the line is longer than ${mostInLine} characters`);
      rest.push(end < 0 ? chunk : chunk.slice(0, end));
      if (end < 0) continue;
      const lines = rest.join('').split('\n');
      rest = [chunk.slice(end + 1)];
      yield* eventsOf(lines, path, line, journal);
      line += lines.length;
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (!isTorn(error)) throw unreadable(path, line + 1, error);
    reading.truncated = true;
  }
  const last = lastOf(rest.join(''), journal);
  if (last === 'torn') reading.truncated = true;
  else if (last) yield last;
}

/** What stands behind the last line break: nothing, a whole event, the seal, or the beginning of one of them. */
function lastOf(text: string, journal: JournalLines): RunEvent | 'torn' | undefined {
  try {
    return text === '' ? undefined : journal.read(text);
  } catch {
    return 'torn';
  }
}

/** zlib's answer to a stream that ends before its last member does. */
const isTorn = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';

function* eventsOf(
  lines: string[],
  path: string,
  before: number,
  journal: JournalLines,
): Generator<RunEvent> {
  for (const [at, text] of lines.entries()) {
    const event = eventOf(text, path, before + at + 1, journal);
    if (event) yield event;
  }
}

/** Undefined of the seal. */
function eventOf(text: string, path: string, line: number, journal: JournalLines): RunEvent | undefined {
  try {
    return journal.read(text);
  } catch (error) {
    throw unreadable(path, line, error);
  }
}

function unreadable(path: string, line: number, cause: unknown): CodedError {
  const reason = reasonOf(cause);
  return new CodedError('RUN_UNREADABLE', `The journal ${path} cannot be read at line ${line}: ${reason}`, {
    remedy: 'The file is missing, damaged or from a newer version. Restore it from a copy, or run again.',
    cause,
  });
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return cause.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`).join('; ');
  }
  return cause instanceof Error ? cause.message : String(cause);
}
