import { Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { type CleanedUp, cleanedUpText, cleanUp } from '../store/clean-up.js';
import { parseAge } from '../store/thin-runs.js';

export default class Clean extends BaseCommand {
  static override summary = 'Remove processes, containers and networks that earlier runs left.';
  static override description =
    'A run cleans up after itself, also after Ctrl-C; a reaper does so if the run is killed. This command is the last resort: it removes processes, containers and networks of your runs whose harness is dead, and what builds of nodes left. Run folders stay unless you give --older-than; history and baselines always stay.';
  static override examples = [
    {
      description: 'Remove what is left of ended runs',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'Also end active runs, and remove the node images',
      command: '<%= config.bin %> <%= command.id %> --force --images',
    },
    {
      description: 'Also remove run folders older than 30 days',
      command: '<%= config.bin %> <%= command.id %> --older-than 30d',
    },
  ];

  static override flags = {
    force: Flags.boolean({ description: 'Also end active runs and remove what they use.' }),
    images: Flags.boolean({ description: 'Also remove the node images that gossip-bench built.' }),
    'older-than': Flags.string({
      description: 'Also remove run folders older than this, such as 30d, 12h or 4w.',
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
