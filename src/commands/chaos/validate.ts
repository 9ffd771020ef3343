import { Args } from '@oclif/core';
import { expandSchedule } from '../../../chaos/schedule/schedule.js';
import { BaseCommand } from '../../command-line/base-command.js';
import { openScenario } from '../../scenarios/open-scenario.js';

export default class ChaosValidate extends BaseCommand {
  static override summary = 'Check a scenario without running it.';
  static override description =
    'Reports every problem with file, line and column: unknown fields, unknown nodes, steps after the end, faults that contradict each other. Exits with 2 if there is a problem.';
  static override examples = [
    { description: 'A file', command: '<%= config.bin %> <%= command.id %> mine.yaml' },
  ];

  static override args = {
    file: Args.string({
      description: 'A file, the name of a scenario, or - for standard input.',
      required: true,
    }),
  };

  async run(): Promise<object> {
    const { args } = await this.parse(ChaosValidate);
    const { path, spec } = await openScenario(args.file);
    const { chaos, seed, cluster } = spec;
    const { actions, windowMs } = expandSchedule(chaos, { nodes: cluster.nodes, seed });
    const applied = actions.filter(({ action }) => action === 'apply').length;
    this.log(`${path} is valid: ${chaos.steps.length} steps, ${applied} faults in ${windowMs / 1_000} s.`);
    return { valid: true, path, steps: chaos.steps.length, faults: applied, windowMs };
  }
}
