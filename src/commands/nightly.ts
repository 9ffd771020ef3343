import { Args, Flags } from '@oclif/core';
import { CodedError } from '../../nodes/coded-error.js';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodeOfVerdict } from '../command-line/exit-codes.js';
import { runFlags } from '../command-line/run-flags.js';
import { overridesOf } from '../command-line/spec-flags.js';
import { currentCommit } from '../nightly/commit.js';
import { exportNight } from '../nightly/export-night.js';
import type { NightResult } from '../nightly/night-result.js';
import { runNight } from '../nightly/nightly.js';
import { openSuite } from '../nightly/open-suite.js';
import { overridesText } from '../nightly/overrides-text.js';
import { nightLine, nightText } from '../report/terminal/night-text.js';
import { styleFor, widthOf } from '../report/terminal/style.js';
import { buildSite } from '../site/build-site.js';
import { writeNight } from '../store/nights.js';

export default class Nightly extends BaseCommand {
  static override summary = 'Run a suite, add it to the history, and report regressions.';
  static override description =
    'A suite is a YAML file of entries, each a spec or a scenario, run several times in turns. Two are built in: `full` (half an hour) and `quick` (minutes). The figures go into results/history. Entries that look worse than in earlier nights run once more; only what these runs confirm is a regression, reported with its first night and commit. Flags override every entry, and the result is still compared with earlier nights: use them to try a setting.\n\nExit codes: 0 nothing got worse, 1 a regression or a failed run, 2 wrong flag or suite, 3 environment, 4 too many runs were disturbed, 130 interrupted.';
  static override examples = [
    { description: 'The full suite', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Minutes instead of half an hour, without an engine',
      command: '<%= config.bin %> <%= command.id %> --quick --runtime process',
    },
    {
      description: 'Would a slower setting be noticed?',
      command: '<%= config.bin %> <%= command.id %> --quick --interval 400ms',
    },
  ];

  static override args = {
    // Without a default: oclif puts a default among the words that were typed.
    suite: Args.string({ description: 'Suite file, or `full` (the default) or `quick`.' }),
  };
  static override flags = {
    ...runFlags,
    quick: Flags.boolean({ description: 'Run the suite `quick`.' }),
    export: Flags.string({
      description: 'Also write JUnit, OpenMetrics, CSV, dashboard JSON and Markdown to this folder.',
      helpValue: '<folder>',
    }),
  };

  async run(): Promise<NightResult> {
    const { args, flags } = await this.parse(Nightly);
    if (flags.quick && args.suite !== undefined && args.suite !== 'quick') throw twoSuites(args.suite);
    const { repeat, ...others } = flags as Readonly<Record<string, unknown>>;
    const suite = await openSuite(
      flags.quick ? 'quick' : (args.suite ?? 'full'),
      overridesOf(others),
      typeof repeat === 'string' && /^\d+$/.test(repeat) ? Number(repeat) : repeat,
    );
    await this.handOverIfLarge(suite.entries.map(({ spec }) => spec));
    const commit = await currentCommit();
    const onNotice = (text: string): void => {
      if (!flags.quiet) process.stderr.write(`${text}\n`);
    };
    const night = await runNight(suite, {
      outDirectory: flags.out,
      overrides: overridesText(others),
      ...(commit === undefined ? {} : { commit }),
      onProgress: () => undefined,
      onNotice,
      signal: this.interrupted,
    });
    const path = await writeNight(flags.out, night);
    const site = await buildSite(flags.out);
    if (flags.export !== undefined) await exportNight(flags.export, night, flags.out);
    const style = styleFor(process.stdout);
    this.log(
      flags.quiet
        ? nightLine(night, style)
        : `${nightText(night, style, widthOf(process.stdout))}\n  ${path}\n  ${site}`,
    );
    process.exitCode = exitCodeOfVerdict(night.verdict);
    return night;
  }
}

const twoSuites = (suite: string): CodedError =>
  new CodedError('USAGE', `--quick and ${suite} are two suites`, {
    remedy: 'Name one: `gossip-bench nightly --quick`, or a suite alone.',
  });
