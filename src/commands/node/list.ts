import { BaseCommand } from '../../command-line/base-command.js';
import { type ListedNode, listNodes, nodesText } from '../../node/list-nodes.js';

export default class NodeList extends BaseCommand {
  static override summary =
    'List the implementations that can be measured, with their versions and parameters.';
  static override examples = [
    { description: 'Show all', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Only the names, for a script',
      command: "<%= config.bin %> <%= command.id %> --json | jq -r '.[].name'",
    },
  ];

  async run(): Promise<readonly ListedNode[]> {
    await this.parse(NodeList);
    const nodes = listNodes();
    this.log(nodesText(nodes));
    return nodes;
  }
}
