import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainFile } from '../read-plain-file.js';
import { historyExtension, historyFolder } from './append.js';
import { decodeRecord, type HistoryRecord } from './record.js';

/** A line that was skipped. */
export interface HistoryProblem {
  /** `file:line` */
  readonly place: string;
  readonly text: string;
}

export interface History {
  /** In the order of their time. */
  readonly records: readonly HistoryRecord[];
  readonly problems: readonly HistoryProblem[];
}

/** Reads every line that is whole; damaged lines are reported with their place. No history is an empty one. */
export async function readHistory(outDirectory: string): Promise<History> {
  const folder = historyFolder(outDirectory);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const records: HistoryRecord[] = [];
  const problems: HistoryProblem[] = [];
  for (const name of names.filter((one) => one.endsWith(historyExtension)).sort()) {
    const path = join(folder, name);
    const text = await readPlainFile(path).catch((error: Error) => {
      problems.push({ place: path, text: error.message });
      return '';
    });
    for (const [index, line] of text.split('\n').entries()) {
      if (line === '') continue;
      const record = decodeRecord(line);
      if (typeof record === 'string') problems.push({ place: `${path}:${index + 1}`, text: record });
      else records.push(record);
    }
  }
  return { records: records.sort((a, b) => Number(a.time > b.time) - Number(a.time < b.time)), problems };
}
