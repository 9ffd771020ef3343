import { Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { type CleanedUp, cleanedUpText, cleanUp } from '../store/clean-up.js';
import { parseAge } from '../store/thin-runs.js';

export default class Clean extends BaseCommand {
  static override summary = 'Remove what earlier runs have left behind.';
  static override description =
    'A run removes everything of its own, also at Ctrl-C, and a reaper does so after it was killed. This is the last resort: processes, containers and networks of your runs whose harness is no longer alive. Result folders stay, unless --older-than names an age; history and baselines always stay.';
  static override examples = [
    {
      description: 'Remove what is left of runs that have ended',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'Also end runs that are still going on, and remove the node images',
      command: '<%= config.bin %> <%= command.id %> --force --images',
    },
    {
      description: 'Also remove the folders of runs that are older than 30 days',
      command: '<%= config.bin %> <%= command.id %> --older-than 30d',
    },
  ];

  static override flags = {
    force: Flags.boolean({ description: 'Also what belongs to runs that are still going on.' }),
    images: Flags.boolean({ description: 'Also the node images that gossip-bench has built.' }),
    'older-than': Flags.string({
      description: 'Also run folders that are older, as 30d, 12h or 4w.',
      helpValue: '<age>',
    }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<CleanedUp> {
    const { flags } = await this.parse(Clean);
    const age = flags['older-than'];
    const before = age === undefined ? undefined : new Date(Date.now() - parseAge(age));
    const removed = await cleanUp({ ...flags, ...(before && { runs: { outDirectory: flags.out, before } }) });
    this.log(cleanedUpText(removed));
    return removed;
  }
}
