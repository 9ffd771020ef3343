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
import { refuseMeasured, writeNamedFile } from '../store/write-named-file.js';

export default class Compare extends BaseCommand {
  static override summary =
    'Compare two sets of runs, with confidence intervals and a rank test for each figure.';
  static override description =
    'Each side is a run folder, a run id, a folder of runs, a quoted pattern, or a comma-separated list of these. Prints first what differs in environment and setting; then, for each figure, the ratio of medians with a 95 % bootstrap interval, the p value of a rank test, and a verdict. Claims a difference only with at least five runs on each side. To make them: `gossip-bench run --repeat 5 --out <folder>`, or `gossip-bench sweep --interval 200ms,400ms --repeat 5 --interleave`, which alternates between the sides.';
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
      description: 'An HTML page with overlaid curves',
      command: '<%= config.bin %> <%= command.id %> before after --html comparison.html',
    },
  ];

  static override args = {
    first: Args.string({ description: 'First side: the runs to compare with.', required: true }),
    second: Args.string({ description: 'Second side: the runs to compare.', required: true }),
  };
  static override flags = {
    out: Flags.string({
      description: 'Results folder in which to find run ids and latest.',
      default: 'results',
      helpValue: '<folder>',
    }),
    markdown: Flags.boolean({ description: 'Print Markdown for a pull request.' }),
    html: Flags.string({ description: 'Also write an HTML page with overlaid curves.', helpValue: '<file>' }),
    'fail-on-worse': Flags.boolean({ description: 'Exit with 1 if any figure is slower or worse.' }),
  };

  async run(): Promise<Comparison> {
    const { args, flags } = await this.parse(Compare);
    if (flags.html !== undefined) await refuseMeasured(flags.html);
    const base = await readRunSet(args.first, flags.out);
    const subject = await readRunSet(args.second, flags.out);
    const comparison = compareRunSets(base, subject);
    if (flags.html !== undefined) {
      const curves = await readComparisonCurves([
        { name: 'first', folders: base.runs.map(({ folder }) => folder) },
        { name: 'second', folders: subject.runs.map(({ folder }) => folder) },
      ]);
      await writeNamedFile(flags.html, renderComparison(comparison, curves));
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
