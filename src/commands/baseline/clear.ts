import { Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { thisMachineId } from '../../history/machine-id.js';
import { type Baseline, readBaselines, removeBaseline } from '../../store/baselines.js';

export default class BaselineClear extends BaseCommand {
  static override summary = 'Remove the baselines of this machine; the history stays.';
  static override examples = [
    { description: 'Only those of one suite', command: '<%= config.bin %> <%= command.id %> --suite quick' },
  ];

  static override flags = {
    suite: Flags.string({ description: 'Only this suite.', helpValue: '<name>' }),
    'all-machines': Flags.boolean({ description: 'Also remove baselines of other machines.' }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<readonly Baseline[]> {
    const { flags } = await this.parse(BaselineClear);
    const machine = thisMachineId();
    const cleared = (await readBaselines(flags.out)).filter(
      (one) =>
        (flags.suite === undefined || one.suite === flags.suite) &&
        (flags['all-machines'] || one.machine === machine),
    );
    for (const baseline of cleared) await removeBaseline(flags.out, baseline);
    this.log(`Cleared ${cleared.length} ${cleared.length === 1 ? 'baseline' : 'baselines'}.`);
    return cleared;
  }
}
