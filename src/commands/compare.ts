import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodes } from '../command-line/exit-codes.js';
import { readComparisonCurves } from '../comparison/compared-curves.js';
import { compareRunSets } from '../comparison/comparison.js';
import type { Comparison } from '../comparison/comparison-result.js';
import { readRunSet } from '../comparison/run-set.js';
import { isWorse } from '../comparison/summary.js';
import { renderComparison } from '../report/html/comparison.js';
import { comparisonMarkdown } from '../report/markdown/comparison.js';
import { comparisonText } from '../report/terminal/comparison-text.js';
import { styleFor } from '../report/terminal/style.js';
import { writeAtomically } from '../store/storage.js';

export default class Compare extends BaseCommand {
  static override summary = 'Compare two sets of runs, figure by figure, with intervals and a rank test.';
  static override description =
    'Each side is a run folder, a run’s id, a folder of runs, a quoted pattern, or several of these with commas between them. Tells first what differs in environment and setting; then, per figure, the ratio of medians with a bootstrap 95 % interval, the p of a rank test, and a verdict. A difference is claimed only of five runs a side or more: `gossip-bench run --repeat 5 --out <folder>` makes them, and `gossip-bench sweep --interval 200ms,400ms --repeat 5 --interleave` makes both sides in turns.';
  static override examples = [
    {
      description: 'Two folders of five runs each',
      command: '<%= config.bin %> <%= command.id %> results/before results/after',
    },
    {
      description: 'For a pull request',
      command: '<%= config.bin %> <%= command.id %> "main/2026*" "branch/2026*" --markdown',
    },
    {
      description: 'A page with overlaid curves',
      command: '<%= config.bin %> <%= command.id %> before after --html comparison.html',
    },
  ];

  static override args = {
    first: Args.string({ description: 'The runs to compare with.', required: true }),
    second: Args.string({ description: 'The runs that are compared.', required: true }),
  };
  static override flags = {
    out: Flags.string({
      description: 'The results folder in which ids and latest are looked for.',
      default: 'results',
      helpValue: '<folder>',
    }),
    markdown: Flags.boolean({ description: 'Print Markdown, for a pull request.' }),
    html: Flags.string({ description: 'Also write a page with overlaid curves.', helpValue: '<file>' }),
    'fail-on-worse': Flags.boolean({ description: 'Exit code 1 where some figure is slower or worse.' }),
  };

  async run(): Promise<Comparison> {
    const { args, flags } = await this.parse(Compare);
    const base = await readRunSet(args.first, flags.out);
    const subject = await readRunSet(args.second, flags.out);
    const comparison = compareRunSets(base, subject);
    if (flags.html !== undefined) {
      await writeAtomically(
        flags.html,
        renderComparison(comparison, await readComparisonCurves(base, subject)),
      );
    }
    this.log(
      flags.markdown ? comparisonMarkdown(comparison) : comparisonText(comparison, styleFor(process.stdout)),
    );
    if (flags['fail-on-worse'] && comparison.figures.some(({ verdict }) => isWorse(verdict))) {
      process.exitCode = exitCodes.fail;
    }
    return comparison;
  }
}
