import { Errors } from '@oclif/core';
import { closestMatch } from 'leven';
import { CodedError } from '../../nodes/coded-error.js';
import { messageText } from '../report/terminal/message-text.js';
import { printable } from '../report/terminal/printable.js';
import { exitCodeOfError, exitCodes } from './exit-codes.js';

/** An error as the user sees it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** Only where nobody raised the error on purpose. */
  readonly stack?: string;
  readonly exitCode: number;
}

const oclifHint = /\nSee more help with --help$/;

/** `; did you mean --nodes?`, where oclif names flags that the command does not have. */
function flagSuggestion(error: Errors.CLIError, knownFlags: readonly string[]): string {
  if (!('flags' in error) || !Array.isArray(error.flags)) return '';
  const [unknown] = error.flags.map(String);
  if (unknown?.startsWith('--') !== true) return '';
  const near = closestMatch(unknown.slice(2), knownFlags, { maxDistance: 3 });
  return near === undefined ? '' : `; did you mean --${near}?`;
}

/**
 * Turns whatever was thrown into what the user sees; `helpCommand` explains the flags, `knownFlags`
 * are those that the command has.
 */
export function describeFailure(
  error: unknown,
  helpCommand: string,
  knownFlags: readonly string[] = [],
): Failure {
  if (error instanceof CodedError) {
    const { code, message, remedy } = error;
    return { code, message, ...(remedy === undefined ? {} : { remedy }), exitCode: exitCodeOfError(code) };
  }
  if (error instanceof Errors.CLIError) {
    const message = error.message.replace(oclifHint, '') + flagSuggestion(error, knownFlags);
    return { code: 'USAGE', message, remedy: `See \`${helpCommand}\`.`, exitCode: exitCodes.usage };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    code: 'INTERNAL',
    message,
    remedy: 'This is a defect of gossip-bench. Please report it with the lines above.',
    ...(stack === undefined ? {} : { stack }),
    exitCode: exitCodes.internal,
  };
}

/** For a terminal: what happened, then what to do about it. */
export function failureText({ message, remedy, stack }: Failure): string {
  const what = messageText(stack ?? `Error: ${message}`);
  return remedy === undefined ? `${what}\n` : `${what}\n${printable(remedy)}\n`;
}

/** For `--json`. */
export function failureJson({ code, message, remedy, stack }: Failure): object {
  return {
    error: { code, message, ...(remedy === undefined ? {} : { remedy }), ...(stack ? { stack } : {}) },
  };
}
