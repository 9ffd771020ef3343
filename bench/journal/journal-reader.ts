import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { CodedError } from '../../nodes/coded-error.js';
import { type RunEvent, runEventSchema } from './journal-event.js';

/** Unpacked at once, bytes. */
const chunkSize = 256 * 1024;

interface JournalReading extends AsyncIterable<RunEvent> {
  /** True, once all was read, when the file's end is torn off: what a killed or crashed harness leaves behind. */
  readonly truncated: boolean;
}

interface Journal {
  readonly events: readonly RunEvent[];
  readonly truncated: boolean;
}

/**
 * Reads a journal, event by event, each checked against the schema. A torn end is tolerated and reported in `truncated`.
 * @throws CodedError RUN_UNREADABLE, naming file and line, for a file that is missing or damaged elsewhere
 */
export function readJournal(path: string): JournalReading {
  const reading = { truncated: false, [Symbol.asyncIterator]: () => read(path, reading) };
  return reading;
}

/** The whole journal in memory, as analysis wants it. @throws CodedError RUN_UNREADABLE */
export async function loadJournal(path: string): Promise<Journal> {
  const reading = readJournal(path);
  const events: RunEvent[] = [];
  for await (const event of reading) events.push(event);
  return { events, truncated: reading.truncated };
}

async function* read(path: string, reading: { truncated: boolean }): AsyncGenerator<RunEvent> {
  let line = 0;
  /** What stands after the last line break so far: a line may be much longer than a chunk. */
  let rest: string[] = [];
  const unpacked = createGunzip({ chunkSize });
  // The callback's error is the one that the loop below throws.
  const text = pipeline(createReadStream(path), unpacked, () => undefined).setEncoding('utf8');
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      const end = chunk.lastIndexOf('\n');
      rest.push(end < 0 ? chunk : chunk.slice(0, end));
      if (end < 0) continue;
      const lines = rest.join('').split('\n');
      rest = [chunk.slice(end + 1)];
      for (const text of lines) yield parseLine(text, path, ++line);
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (!isTorn(error)) throw unreadable(path, line + 1, error);
    reading.truncated = true;
  }
  const torn = rest.join('');
  if (torn === '') return;
  const last = parseRest(torn);
  if (last) yield last;
  else reading.truncated = true;
}

/** zlib's answer to a stream that ends before its last member does. */
const isTorn = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';

function parseLine(text: string, path: string, line: number): RunEvent {
  try {
    return runEventSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(path, line, error);
  }
}

/** What stands after the last line break: a whole event, or the beginning of one. */
function parseRest(text: string): RunEvent | undefined {
  try {
    return runEventSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // Torn off in mid-line; the caller reports it.
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
