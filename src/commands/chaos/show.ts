import { Args } from '@oclif/core';
import { expandSchedule } from '../../../chaos/schedule/schedule.js';
import { BaseCommand } from '../../command-line/base-command.js';
import { overridesOf, someSpecFlags } from '../../command-line/spec-flags.js';
import { columnsOf } from '../../report/terminal/style.js';
import { openScenario } from '../../scenarios/open-scenario.js';
import { scenarioText } from '../../scenarios/scenario-text.js';

export default class ChaosShow extends BaseCommand {
  static override summary = 'Show the purpose and the timeline of a scenario without running it.';
  static override examples = [
    { description: 'A built-in scenario', command: '<%= config.bin %> <%= command.id %> partition-halves' },
    {
      description: 'A file, with another number of nodes and another seed',
      command: '<%= config.bin %> <%= command.id %> mine.yaml --nodes 20 --seed 7',
    },
  ];

  static override args = {
    scenario: Args.string({
      description: 'Name of a scenario, a file, or - for standard input.',
      required: true,
    }),
  };
  static override flags = someSpecFlags('nodes', 'seed');

  async run(): Promise<object> {
    const { args, flags } = await this.parse(ChaosShow);
    const scenario = await openScenario(args.scenario, overridesOf(flags));
    this.log(scenarioText(scenario, columnsOf(process.stdout)));
    const { path, header, spec } = scenario;
    const { name, seed, cluster, chaos } = spec;
    const { nodes } = cluster;
    return { name, path, header, nodes, seed, chaos, schedule: expandSchedule(chaos, { nodes, seed }) };
  }
}
