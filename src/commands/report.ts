import { Args, Flags } from '@oclif/core';
import type { Result } from '../../bench/metrics/result.js';
import { BaseCommand } from '../command-line/base-command.js';
import { finishRun } from '../experiment/finish-run.js';
import { resultText, verdictLine } from '../report/terminal/result-text.js';
import { styleFor } from '../report/terminal/style.js';
import { openRunFolder } from '../store/open-run-folder.js';

export default class Report extends BaseCommand {
  static override summary = 'Rebuild the figures and the report of a run from its journal.';
  static override description =
    'Reads the spec and the journal of a run folder, and writes result.json and report.html again. The figures are those of the run itself, to the last byte. A run that was killed is reported as far as its journal goes.';
  static override examples = [
    { description: 'The last run', command: '<%= config.bin %> report latest' },
    { description: 'A run by its id', command: '<%= config.bin %> report 7k2m9q4x' },
    {
      description: 'One figure of a folder',
      command:
        '<%= config.bin %> report results/20261124T194630Z-default-7k2m9q4x --json | jq .metrics.reach',
    },
  ];

  static override args = {
    run: Args.string({ description: 'A run folder, a run’s id, or latest.', default: 'latest' }),
  };
  static override flags = {
    out: Flags.string({
      description: 'The results folder in which runs are looked for.',
      default: 'results',
      helpValue: '<folder>',
    }),
    quiet: Flags.boolean({ description: 'Print the verdict alone.' }),
  };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(Report);
    const folder = await openRunFolder(args.run, flags.out);
    const result = await finishRun(folder);
    const style = styleFor(process.stdout);
    this.log(
      flags.quiet ? verdictLine(result, style) : resultText(result, folder, style, process.stdout.columns),
    );
    return result;
  }
}
