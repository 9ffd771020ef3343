import { BaseCommand } from '../../command-line/base-command.js';
import { type ListedScenario, listScenarios } from '../../scenarios/library.js';
import { scenarioNeeds } from '../../scenarios/scenario-needs.js';

interface ScenarioWithNeeds extends ListedScenario {
  /** Programs with which its nodes are built: those of others, which no simulation has. Empty of nodes of the reference. */
  readonly needs: readonly string[];
}

export default class ChaosList extends BaseCommand {
  static override summary = 'List the built-in scenarios and the purpose of each.';
  static override examples = [
    { description: 'Show all', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Only the names, for a script',
      command: "<%= config.bin %> <%= command.id %> --json | jq -r '.[].name'",
    },
  ];

  async run(): Promise<readonly ScenarioWithNeeds[]> {
    await this.parse(ChaosList);
    const scenarios = await Promise.all(
      (await listScenarios()).map(async (one) => ({ ...one, needs: await scenarioNeeds(one.path) })),
    );
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    for (const { name, purpose, needs } of scenarios) {
      const needed = needs.length > 0 ? ` (Needs ${needs.join(' and ')}; not for runtime sim.)` : '';
      this.log(`${name.padEnd(width)}  ${purpose}${needed}`);
    }
    return scenarios;
  }
}
