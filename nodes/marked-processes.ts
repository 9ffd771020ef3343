import { readdir, readFile } from 'node:fs/promises';

/**
 * What a process of ours is started with, and what it starts inherits, whatever session or parent it takes: so the end of a run or of a build
 * finds it. A value is a mark, or a mark, a slash and a part of what it marks.
 */
export const markVariable = 'GOSSIP_BENCH_MARK';

/** A process as `/proc` shows it. */
export interface MarkedProcess {
  readonly pid: number;
  /** Its process group. */
  readonly group: number;
  /** What follows the mark and a slash; empty: nothing. */
  readonly part: string;
  /** Its command line, at most 120 characters of it. */
  readonly command: string;
}

const shownCharacters = 120;
/** Each look ends what the one before saw; who starts processes faster than they are ended has so many looks. */
const mostLooks = 20;

/**
 * Processes of this user whose environment has the mark, or a part of it. Linux alone shows environments: elsewhere there are none, nor are those that
 * were started with another environment, or have written over their own.
 */
export async function markedProcesses(mark: string): Promise<MarkedProcess[]> {
  if (mark === '') throw new Error('a mark is not empty');
  const names = await readdir('/proc').catch(() => []); // Not Linux.
  const pids = names.map(Number).filter((pid) => Number.isSafeInteger(pid) && pid !== process.pid);
  const marked = await Promise.all(pids.map((pid) => ofMark(pid, mark)));
  return marked.filter((one) => one !== undefined);
}

/** Ends them with SIGKILL, and what they start meanwhile. Those that it ended. */
export async function endMarked(mark: string): Promise<MarkedProcess[]> {
  const ended = new Map<number, MarkedProcess>();
  for (let look = 0; look < mostLooks; look += 1) {
    const found = await markedProcesses(mark);
    if (found.length === 0) break;
    for (const one of found) {
      try {
        process.kill(one.pid, 'SIGKILL');
        ended.set(one.pid, one);
      } catch {
        // ESRCH: it has ended since. EPERM: it is another user's by now.
      }
    }
  }
  return [...ended.values()];
}

async function ofMark(pid: number, mark: string): Promise<MarkedProcess | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1');
    const value = environment.split('\0').find((entry) => entry.startsWith(`${markVariable}=`));
    const carried = value?.slice(markVariable.length + 1);
    if (carried !== mark && !carried?.startsWith(`${mark}/`)) return undefined;
    const [stat, words] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    return { pid, group: groupIn(stat!), part: carried.slice(mark.length + 1), command: shown(words!) };
  } catch {
    // It has ended, or is somebody else's.
    return undefined;
  }
}

/** proc(5): field 5 of stat. The command in field 2 may contain spaces and brackets. */
const groupIn = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);

const shown = (words: string): string =>
  words
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, shownCharacters);
