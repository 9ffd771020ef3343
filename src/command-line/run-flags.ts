import { Flags } from '@oclif/core';
import { assignmentFlags, specFlagDefinitions } from './spec-flags.js';

/** Where a run's files go, and how much it prints. */
export const outputFlags = {
  out: Flags.string({
    description: 'Folder in which to create the run folder.',
    default: 'results',
    helpValue: '<folder>',
  }),
  quiet: Flags.boolean({ description: 'Print only the verdict, no progress and no figures.' }),
};

/** The flags of every command that runs experiments. */
export const runFlags = { ...specFlagDefinitions, ...assignmentFlags, ...outputFlags };
