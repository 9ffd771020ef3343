import { BaseCommand } from '../../command-line/base-command.js';
import { type ListedScenario, listScenarios } from '../../scenarios/library.js';

export default class ChaosList extends BaseCommand {
  static override summary = 'List the scenarios that are shipped, with what each shows.';
  static override examples = [
    { description: 'All of them', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Their names, for a script',
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
