import { Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { thisMachineId } from '../../history/machine-id.js';
import { makeBaseline } from '../../history/make-baseline.js';
import { baselineText } from '../../report/terminal/baseline-text.js';
import { type Baseline, writeBaseline } from '../../store/baselines.js';
import { readHistory } from '../../store/history/read.js';

export default class BaselineSet extends BaseCommand {
  static override summary = 'Take the last nights of a suite as what later nights are compared with.';
  static override description =
    'Writes a file under results/baselines, to be committed. It holds for the suite, the runtime and this machine; nights on another machine are not compared with it. One that was set before is replaced.';
  static override examples = [
    { description: 'The last five nights', command: '<%= config.bin %> <%= command.id %> --suite full' },
    {
      description: 'The last night alone',
      command: '<%= config.bin %> <%= command.id %> --suite quick --nights 1',
    },
  ];

  static override flags = {
    suite: Flags.string({ description: 'The suite.', default: 'full', helpValue: '<name>' }),
    nights: Flags.integer({ description: 'How many of the last nights.', default: 5, min: 1 }),
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
