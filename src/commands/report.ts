import { Args, Flags } from '@oclif/core';
import type { Result } from '../../bench/result/result.js';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodeOfVerdict } from '../command-line/exit-codes.js';
import { finishRun } from '../experiment/finish-run.js';
import { resultText, verdictLine } from '../report/terminal/result-text.js';
import { styleFor, widthOf } from '../report/terminal/style.js';
import { openRunFolder } from '../store/open-run-folder.js';

export default class Report extends BaseCommand {
  static override summary = 'Rebuild the figures and the report of a run from its journal.';
  static override description =
    'Reads the spec and the journal of a run folder and rewrites result.json and report.html. The figures are identical to those of the run, byte for byte. For a killed run, the report covers what its journal holds. Exits with 0 once it has rebuilt them, whatever the verdict; with --exit-code, the exit code gives the verdict.';
  static override examples = [
    { description: 'The last run', command: '<%= config.bin %> report latest' },
    { description: 'A run by its id', command: '<%= config.bin %> report 7k2m9q4x' },
    {
      description: 'One figure of a folder',
      command:
        '<%= config.bin %> report results/20261124T194630Z-default-7k2m9q4x --json | jq .metrics.reach',
    },
    {
      description: 'Exit with 1 if its verdict is fail, with 4 if it is unknown',
      command: '<%= config.bin %> report latest --exit-code',
    },
  ];

  static override args = {
    run: Args.string({ description: 'A run folder, a run id, or latest.', default: 'latest' }),
  };
  static override flags = {
    out: Flags.string({
      description: 'Results folder in which to find runs.',
      default: 'results',
      helpValue: '<folder>',
    }),
    quiet: Flags.boolean({ description: 'Print only the verdict.' }),
    'exit-code': Flags.boolean({
      description: 'Exit with the code of the verdict (0 pass, 1 fail, 4 unknown) instead of 0.',
    }),
  };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(Report);
    const folder = await openRunFolder(args.run, flags.out);
    const result = await finishRun(folder);
    const style = styleFor(process.stdout);
    this.log(
      flags.quiet ? verdictLine(result, style) : resultText(result, folder, style, widthOf(process.stdout)),
    );
    if (flags['exit-code']) process.exitCode = exitCodeOfVerdict(result.verdict);
    return result;
  }
}
