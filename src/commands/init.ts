import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { writeSpecTemplate } from '../store/spec-template-file.js';

export default class Init extends BaseCommand {
  static override summary = 'Write a commented spec to start from.';
  static override description =
    'Every field stands in it with its default and what it means. Its JSON Schema is written beside it, so that editors complete and check the fields.';
  static override examples = [
    {
      description: 'Write gossip-bench.yaml, then run it',
      command: '<%= config.bin %> init && <%= config.bin %> run gossip-bench.yaml',
    },
    {
      description: 'Choose the file, and overwrite one that is there',
      command: '<%= config.bin %> init lossy.yaml --force',
    },
  ];

  static override args = {
    file: Args.string({ description: 'Where to write it.', default: 'gossip-bench.yaml' }),
  };
  static override flags = {
    force: Flags.boolean({ description: 'Overwrite files that are there.' }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Init);
    const files = await writeSpecTemplate(args.file, flags.force);
    this.log(`Wrote ${files.spec}, and its schema ${files.schema}.`);
    this.log(`Run it: ${this.config.bin} run ${files.spec}`);
    return files;
  }
}
