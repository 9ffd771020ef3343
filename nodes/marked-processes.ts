import { readdir, readFile } from 'node:fs/promises';

/**
 * What a process of ours is started with, and what it starts inherits, whatever session or parent it takes: so the end of a run or of a build
 * finds it. A value is a mark, or a mark, a slash and a part of what it marks.
 */
export const markVariable = 'GOSSIP_BENCH_MARK';

/** A process as `/proc` shows it. */
export interface MarkedProcess {
  readonly pid: number;
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
  const marked = await Promise.all(pids.map(async (pid) => (await carries(pid, mark)) && describe(pid)));
  return marked.filter((one) => one !== false);
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

async function carries(pid: number, mark: string): Promise<boolean> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1');
    const value = environment.split('\0').find((entry) => entry.startsWith(`${markVariable}=`));
    return value === `${markVariable}=${mark}` || value?.startsWith(`${markVariable}=${mark}/`) === true;
  } catch {
    // It has ended, or is somebody else's.
    return false;
  }
}

async function describe(pid: number): Promise<MarkedProcess> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return {
    pid,
    command: words
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, shownCharacters),
  };
}
