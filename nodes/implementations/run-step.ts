import { CodedError } from '../coded-error.js';
import type { Staging } from '../runtime/clean-up/staging.js';

const stepLimitMs = 20 * 60_000;
const shownLines = 25;

/** One step of a build, as a process group of its own, so that an abort ends all of it, and the guard if we are killed. @throws CodedError NODE_BUILD_FAILED; the signal's reason */
export async function runStep(
  [file = '', ...args]: readonly string[],
  {
    title,
    directory,
    staging,
    signal,
  }: {
    readonly title: string;
    readonly directory: string;
    readonly staging: Staging;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { execa } = await import('execa');
  signal.throwIfAborted();
  const step = execa(file, args, {
    cwd: directory,
    env: staging.environment,
    all: true,
    stdin: 'ignore',
    detached: true,
    timeout: stepLimitMs,
    maxBuffer: 4_194_304,
  });
  const end = (): void => {
    if (step.pid === undefined) return;
    try {
      process.kill(-step.pid, 'SIGKILL');
    } catch {
      // ESRCH: it ended by itself meanwhile.
    }
  };
  signal.addEventListener('abort', end, { once: true });
  const release = staging.guard(step.pid);
  // Something that left the group may hold the step's output open for long: nobody waits for that.
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  step.catch(() => undefined);
  try {
    await Promise.race([step, aborted]);
  } catch (error) {
    signal.throwIfAborted();
    const { all, shortMessage = '' } = error as { all?: string; shortMessage?: string };
    const output = (all ?? '').trimEnd().split('\n').slice(-shownLines).join('\n');
    throw new CodedError(
      'NODE_BUILD_FAILED',
      `${title} could not be built: ${[shortMessage.split('\n')[0], output].join('\n')}`,
      {
        remedy: 'Mend what the output above names, then start again: nothing of this attempt is kept.',
        cause: error,
      },
    );
  } finally {
    signal.removeEventListener('abort', end);
    end();
    release();
  }
}
