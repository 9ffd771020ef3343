import { CodedError } from '../../nodes/coded-error.js';
import type { Target } from './target.js';

/** Why reading an input is a finding: the stack of an error that nobody raised on purpose; undefined where it is none. */
export async function findingOf({ read }: Target, input: string): Promise<string | undefined> {
  try {
    await read(input);
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
