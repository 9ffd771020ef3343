import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command.js';
import { type CleanedUp, cleanedUpText, cleanUp } from '../clean-up.js';

export default class Clean extends BaseCommand {
  static override summary = 'Remove what earlier runs have left behind.';
  static override description =
    'A run removes everything of its own, also at Ctrl-C, and a reaper does so after it was killed. This is the last resort: processes, containers and networks of your runs whose harness is no longer alive. Result folders stay.';
  static override examples = [
    {
      description: 'Remove what is left of runs that have ended',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'Also end runs that are still going on, and remove the node images',
      command: '<%= config.bin %> <%= command.id %> --force --images',
    },
  ];

  static override flags = {
    force: Flags.boolean({ description: 'Also what belongs to runs that are still going on.' }),
    images: Flags.boolean({ description: 'Also the node images that gossip-bench has built.' }),
  };

  async run(): Promise<CleanedUp> {
    const { flags } = await this.parse(Clean);
    const removed = await cleanUp(flags);
    this.log(cleanedUpText(removed));
    return removed;
  }
}
