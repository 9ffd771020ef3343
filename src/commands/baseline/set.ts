import { Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { thisMachineId } from '../../history/machine-id.js';
import { makeBaseline } from '../../history/make-baseline.js';
import { baselineText } from '../../report/terminal/baseline-text.js';
import { type Baseline, writeBaseline } from '../../store/baselines.js';
import { readHistory } from '../../store/history/read.js';

export default class BaselineSet extends BaseCommand {
  static override summary = 'Make the last nights of a suite the baseline of later nights.';
  static override description =
    'Writes a file under results/baselines; commit it. A baseline is valid for its suite, runtime and machine; nights on other machines are not compared with it. It replaces an earlier one.';
  static override examples = [
    { description: 'The last five nights', command: '<%= config.bin %> <%= command.id %> --suite full' },
    {
      description: 'Only the last night',
      command: '<%= config.bin %> <%= command.id %> --suite quick --nights 1',
    },
  ];

  static override flags = {
    suite: Flags.string({ description: 'Name of the suite.', default: 'full', helpValue: '<name>' }),
    nights: Flags.integer({ description: 'Number of last nights to use.', default: 5, min: 1 }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<Baseline> {
    const { flags } = await this.parse(BaselineSet);
    const baseline = makeBaseline((await readHistory(flags.out)).records, flags);
    const path = await writeBaseline(flags.out, baseline);
    this.log(`${baselineText(baseline, thisMachineId())}\n  ${path}`);
    return baseline;
  }
}
