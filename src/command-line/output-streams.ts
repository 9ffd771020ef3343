import { exitCodes, worstExitCode } from './exit-codes.js';

/** The reader has gone (`| head -1`), or the terminal is closed: nobody is left to print for. */
const goneCodes = new Set(['EPIPE', 'ECONNRESET', 'EIO', 'EBADF', 'ERR_STREAM_DESTROYED']);

let isGuarded = false;

/**
 * Keeps a command going when its output cannot be written: what it measured is in its folder all the same. A reader that has gone ends
 * the printing without a word, and the exit code is the verdict's. Output that is refused otherwise, as by a full disk, is told once on
 * stderr, and the exit code is at least 3. Once for a process.
 */
export function guardOutputStreams(): void {
  if (isGuarded) return;
  isGuarded = true;
  for (const [name, stream] of [
    ['standard output', process.stdout],
    ['standard error', process.stderr],
  ] as const) {
    // In place of oclif's, which throws whatever is no EPIPE.
    stream.removeAllListeners('error');
    stream.on('error', (error: NodeJS.ErrnoException) => {
      silence(stream);
      if (!goneCodes.has(error.code ?? '')) refused(name, error);
    });
  }
}

function refused(name: string, error: NodeJS.ErrnoException): void {
  process.stderr.write(
    `Error: ${name} takes no more text: ${error.message}\nWhat was measured is in the folder of the run; \`gossip-bench report\` prints it again.\n`,
  );
  process.once('exit', (code) => {
    process.exitCode = worstExitCode([code, exitCodes.environment]);
  });
}

/** From now on whatever is written counts as written. */
function silence(stream: NodeJS.WriteStream): void {
  stream.write = (_chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') queueMicrotask(done as () => void);
    return true;
  };
  stream.emit('drain');
}
