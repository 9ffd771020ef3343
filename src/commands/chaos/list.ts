import { BaseCommand } from '../../command-line/base-command.js';
import { type ListedScenario, listScenarios } from '../../scenarios/library.js';

export default class ChaosList extends BaseCommand {
  static override summary = 'List the built-in scenarios and the purpose of each.';
  static override examples = [
    { description: 'Show all', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Only the names, for a script',
      command: "<%= config.bin %> <%= command.id %> --json | jq -r '.[].name'",
    },
  ];

  async run(): Promise<readonly ListedScenario[]> {
    await this.parse(ChaosList);
    const scenarios = await listScenarios();
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    for (const { name, purpose } of scenarios) this.log(`${name.padEnd(width)}  ${purpose}`);
    return scenarios;
  }
}
