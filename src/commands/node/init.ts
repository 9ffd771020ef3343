import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { initNode, type NodeLanguage, nodeLanguages } from '../../node/init-node.js';

export default class NodeInit extends BaseCommand {
  static override summary = 'Write a complete small node to start from.';
  static override description =
    'The node floods: it sends every update that is new to it to all of its peers, and passes `gossip-bench node check`. Put your implementation in the place of the flooding.';
  static override examples = [
    { description: 'In Python', command: '<%= config.bin %> <%= command.id %> --language python my-node' },
    { description: 'Then check it', command: '<%= config.bin %> node check ./my-node' },
    { description: 'And measure it', command: '<%= config.bin %> run --node ./my-node' },
  ];

  static override args = {
    folder: Args.string({ description: 'Folder to write to.', default: 'my-node' }),
  };
  static override flags = {
    language: Flags.option({
      description: 'Programming language.',
      options: nodeLanguages,
      default: 'python' as NodeLanguage,
    })(),
  };

  async run(): Promise<{ readonly files: readonly string[] }> {
    const { args, flags } = await this.parse(NodeInit);
    const files = await initNode(flags.language, args.folder);
    for (const file of files) this.log(`Wrote ${file}`);
    this.log(`Check it with: gossip-bench node check ${args.folder}`);
    return { files };
  }
}
