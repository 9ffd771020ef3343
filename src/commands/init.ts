import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { writeSpecTemplate } from '../store/spec-template-file.js';

export default class Init extends BaseCommand {
  static override summary = 'Write a commented spec to start from.';
  static override description =
    'The file has every field with its default and an explanation. The JSON Schema is written beside it, so that editors can complete and check the fields.';
  static override examples = [
    {
      description: 'Write gossip-bench.yaml, then run it',
      command: '<%= config.bin %> init && <%= config.bin %> run gossip-bench.yaml',
    },
    {
      description: 'Choose the file, and overwrite an existing one',
      command: '<%= config.bin %> init lossy.yaml --force',
    },
  ];

  static override args = {
    file: Args.string({ description: 'File to write.', default: 'gossip-bench.yaml' }),
  };
  static override flags = {
    force: Flags.boolean({ description: 'Overwrite existing files.' }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Init);
    const files = await writeSpecTemplate(args.file, flags.force);
    this.log(`Wrote ${files.spec} and its schema ${files.schema}.`);
    this.log(`Run it: ${this.config.bin} run ${files.spec}`);
    return files;
  }
}
