import { exitCodes } from './exit-codes.js';
import { describeFailure, failureText } from './failure.js';

/** Node's own exit code where a command never ends although nothing is left to wait for. */
const unsettled = 13;

let isWatched = false;

/**
 * Errors outside of every promise of a command end the process as what they are, a defect (70), and not with Node's 1, which would say
 * that the verdict is fail. Leaves them to whoever listens already, as a test runner. Once for a process.
 */
export function reportDefects(): void {
  if (isWatched || process.listenerCount('uncaughtException') > 0) return;
  isWatched = true;
  process.on('uncaughtException', (error) => {
    process.stderr.write(failureText(describeFailure(error, 'gossip-bench --help')));
    process.exit(exitCodes.internal);
  });
  process.on('exit', (code) => {
    if (code === unsettled) process.exitCode = exitCodes.internal;
  });
}
