import { Errors } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../nodes/coded-error.js';
import { describeFailure, failureJson, failureText } from './failure.js';

const help = 'gossip-bench run --help';

describe('what a user sees of an error', () => {
  it('raised on purpose is message and remedy, without a stack', () => {
    const failure = describeFailure(
      new CodedError('PORT_TAKEN', 'port 4000 is taken', { remedy: 'Use another.' }),
      help,
    );
    expect(failureText(failure)).toBe('Error: port 4000 is taken\nUse another.\n');
    expect(failureJson(failure)).toEqual({
      error: { code: 'PORT_TAKEN', message: 'port 4000 is taken', remedy: 'Use another.' },
    });
    expect(failure.exitCode).toBe(3);
  });

  it('of the command line is one message that points at the help', () => {
    const failure = describeFailure(
      new Errors.CLIError('Nonexistent flag: --x\nSee more help with --help'),
      help,
    );
    expect(failureText(failure)).toBe(`Error: Nonexistent flag: --x\nSee \`${help}\`.\n`);
    expect(failure.exitCode).toBe(2);
  });

  it('that nobody raised on purpose keeps its stack', () => {
    const failure = describeFailure(new TypeError('x is not a function'), help);
    expect(failureText(failure)).toContain('failure.test.ts');
    expect(failure).toMatchObject({ code: 'INTERNAL', exitCode: 70 });
  });
});
