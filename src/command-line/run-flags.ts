import { Flags } from '@oclif/core';
import { specFlagDefinitions } from './spec-flags.js';

/** Where a run's files go, and how much is told of it. */
export const outputFlags = {
  out: Flags.string({
    description: 'Folder in which the run’s own folder is made.',
    default: 'results',
    helpValue: '<folder>',
  }),
  quiet: Flags.boolean({ description: 'No progress, and of the result only the verdict.' }),
};

/** The flags of every command that runs experiments. */
export const runFlags = { ...specFlagDefinitions, ...outputFlags };
