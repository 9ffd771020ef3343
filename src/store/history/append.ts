import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CodedError } from '../../../nodes/coded-error.js';
import { makeOwnFolder } from '../own-folder.js';
import { onDisk } from '../storage.js';
import { encodeRecord, type HistoryRecord } from './record.js';

/** Where the history is, below the results folder. */
export const historyFolder = (outDirectory: string): string => join(outDirectory, 'history');

/** One file a month, by the time of the records. */
export const historyExtension = '.ndjson';

/**
 * Adds the figures of one run. When it returns they are on disk (fsync). All lines go in one write at the end of the file, so those of another
 * program stand before or after them (Linux holds a file's lock over such a write; a network file system may not). The write begins with a line
 * end: whatever a killed program left torn before it stays a line of its own.
 * @throws CodedError STORAGE
 */
export async function appendHistory(outDirectory: string, records: readonly HistoryRecord[]): Promise<void> {
  const [first] = records;
  if (!first) return;
  const path = join(historyFolder(outDirectory), `${first.time.slice(0, 7)}${historyExtension}`);
  const bytes = Buffer.from(`\n${records.map(encodeRecord).join('\n')}\n`);
  await makeOwnFolder(dirname(path));
  await onDisk(path, async () => {
    const file = await open(path, 'a');
    try {
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw tornWrite(path, bytesWritten, bytes.length);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  });
}

/** The name of a new file is only safe with its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const tornWrite = (path: string, written: number, asked: number): CodedError =>
  new CodedError('STORAGE', `${path} took ${written} of ${asked} bytes`, {
    remedy: 'Free some space; readers skip the torn line.',
  });
