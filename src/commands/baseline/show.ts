import { Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { thisMachineId } from '../../history/machine-id.js';
import { baselineText } from '../../report/terminal/baseline-text.js';
import { type Baseline, readBaselines } from '../../store/baselines.js';

export default class BaselineShow extends BaseCommand {
  static override summary = 'Show the baselines and the machine of each.';
  static override examples = [{ description: 'Show all', command: '<%= config.bin %> <%= command.id %>' }];

  static override flags = {
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<readonly Baseline[]> {
    const { flags } = await this.parse(BaselineShow);
    const baselines = await readBaselines(flags.out);
    const machine = thisMachineId();
    if (baselines.length === 0) this.log('There is no baseline; `gossip-bench baseline set` creates one.');
    for (const baseline of baselines) this.log(baselineText(baseline, machine));
    return baselines;
  }
}
