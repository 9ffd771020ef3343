import { Errors } from '@oclif/core';
import { expect, it } from 'vitest';
import type { CodedError } from '../../nodes/coded-error.js';
import { explainUnknown } from './unknown-command.js';

const ids = [
  'run',
  'rerun',
  'report',
  'report:serve',
  'chaos:list',
  'chaos:run',
  'chaos:validate',
  'node:check',
];

it.each([
  ['rnu', 'rnu', 'there is no command rnu; did you mean run?'],
  ['chaos lst', 'chaos:lst', 'there is no command chaos lst; did you mean chaos list?'],
  ['node chek ./mine', 'node:chek:./mine', 'there is no command node chek ./mine; did you mean node check?'],
  ['validate x.yaml', 'validate:x.yaml', 'there is no command validate x.yaml; did you mean chaos validate?'],
  ['frobnicate', 'frobnicate', 'there is no command frobnicate'],
])('%s', (typed, id, message) => {
  const error = new Errors.CLIError(`command ${id} not found`);
  expect((explainUnknown(error, typed.split(' '), ids) as CodedError).message).toBe(message);
});

it('leaves every other error as it is', () => {
  const error = new Errors.CLIError('Nonexistent flag: --nods');
  expect(explainUnknown(error, ['run', '--nods'], ids)).toBe(error);
});
