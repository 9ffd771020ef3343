import { CodedError } from '../../../coded-error.js';

/** The HTTP status of an answer by which the engine refused a call; undefined when it was no answer at all. */
export function engineStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** For clean-up: passes over the named answers (304 done already, 404 gone already, 409 being removed already). */
export function pass(...statuses: readonly number[]): (error: unknown) => undefined {
  return (error) => {
    const status = engineStatus(error);
    if (status === undefined || !statuses.includes(status)) throw error;
    return undefined;
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error);
}

export function engineUnavailable(reason: string, cause?: unknown): CodedError {
  return new CodedError('ENGINE_UNAVAILABLE', `no container engine: ${reason}`, {
    remedy: 'Run `gossip-bench doctor --fix`, or choose `--runtime process`.',
    cause,
  });
}

/** The connection to the engine failed or broke, rather than the engine refusing something. */
export function connectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  if (error.syscall === 'connect') return true;
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}
