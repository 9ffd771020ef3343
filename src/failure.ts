import { Errors } from '@oclif/core';
import { CodedError } from '../nodes/coded-error.js';
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

/** Turns whatever was thrown into what the user sees; `helpCommand` tells where a wrong flag is explained. */
export function describeFailure(error: unknown, helpCommand: string): Failure {
  if (error instanceof CodedError) {
    const { code, message, remedy } = error;
    return { code, message, ...(remedy === undefined ? {} : { remedy }), exitCode: exitCodeOfError(code) };
  }
  if (error instanceof Errors.CLIError) {
    const message = error.message.replace(oclifHint, '');
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
  const what = stack ?? `Error: ${message}`;
  return remedy === undefined ? `${what}\n` : `${what}\n${remedy}\n`;
}

/** For `--json`. */
export function failureJson({ code, message, remedy, stack }: Failure): object {
  return {
    error: { code, message, ...(remedy === undefined ? {} : { remedy }), ...(stack ? { stack } : {}) },
  };
}
