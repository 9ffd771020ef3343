import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { endMarked } from '../../marked-processes.js';

/**
 * A small process beside the harness that outlives it: when its stdin ends, because the harness closed it or was killed
 * with SIGKILL, it kills what it was given to guard, and ends. `node guard.mjs [command args…]` runs the command, whose
 * output goes to the guard's stderr. Lines on stdin: `+PID` to guard a process too, `-PID` when that one has ended; `=MARK` to guard
 * all that carry a mark, `=` when none is left; `~FOLDER` to remove a folder at the end. Lines on stdout are JSON: {"pid"} of the
 * command, then {"exit":{"code","signal"}} or {"error"}.
 */
const [command, ...args] = process.argv.slice(2);
const guarded = new Map<number, string>();
let mark = '';
let folder: string | undefined;

/** What guarded processes get to end by themselves: nodes do when their own stdin ends, stopped ones cannot. */
const graceMs = 500;

const report = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
// The harness is gone; there is nobody to report to.
process.stdout.on('error', () => undefined);

const child = command === undefined ? undefined : spawn(command, args, { stdio: ['ignore', 2, 2] });
const childEnded = new Promise<void>((resolve) => {
  if (!child) resolve();
  child?.on('error', () => resolve());
  child?.on('exit', () => resolve());
});
child?.on('spawn', () => report({ pid: child.pid }));
child?.on('error', (error) => report({ error: error.message }));
child?.on('exit', (code, signal) => report({ exit: { code, signal } }));

/** When the process began: tells it from a later one with the same id. Empty where there is no /proc. */
function beginningOf(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    // It has ended, or this system has no /proc: then the id alone has to do.
    return '';
  }
}

function killGuarded(): void {
  for (const [pid, beginning] of guarded) {
    if (beginningOf(pid) !== beginning) continue;
    // With what it started: it is a process group of its own.
    for (const target of [-pid, pid]) {
      try {
        process.kill(target, 'SIGKILL');
      } catch {
        // ESRCH: it has ended by itself, as it should.
      }
    }
  }
}

async function end(): Promise<void> {
  child?.kill('SIGKILL');
  await childEnded;
  if (guarded.size > 0 || mark !== '') await sleep(graceMs);
  killGuarded();
  if (mark !== '') await endMarked(mark);
  // Those that were just killed may still be writing.
  if (folder !== undefined)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(0);
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [what, value] = [line[0], line.slice(1)];
  if (what === '+') guarded.set(Number(value), beginningOf(Number(value)));
  if (what === '-') guarded.delete(Number(value));
  if (what === '=') mark = value;
  if (what === '~') folder = value;
});
lines.on('close', () => void end());
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => undefined);
