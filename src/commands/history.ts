import { Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { type Series, seriesOf } from '../history/series.js';
import { historyTable, seriesText } from '../report/terminal/history-text.js';
import { type HistoryProblem, readHistory } from '../store/history/read.js';

interface HistoryResult {
  readonly schemaVersion: 1;
  readonly kind: 'history';
  readonly series: readonly Series[];
  /** Lines that were skipped. */
  readonly problems: readonly HistoryProblem[];
}

export default class History extends BaseCommand {
  static override summary = 'Show what the nights measured: a list of series, or one figure as a picture.';
  static override description =
    'Reads results/history, to which every `gossip-bench nightly` adds. A point is the median of a night’s undisturbed runs. Lines that are damaged are named on stderr, and skipped.';
  static override examples = [
    { description: 'What there is', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One figure over the nights',
      command: '<%= config.bin %> <%= command.id %> --metric fullDisseminationMs.p50 --entry push-pull',
    },
  ];

  static override flags = {
    metric: Flags.string({ description: 'Draw this figure.', helpValue: '<path>' }),
    suite: Flags.string({ description: 'Of this suite alone.', helpValue: '<name>' }),
    entry: Flags.string({ description: 'Of this entry alone.', helpValue: '<name>' }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<HistoryResult> {
    const { flags } = await this.parse(History);
    const { records, problems } = await readHistory(flags.out);
    for (const { place, text } of problems) process.stderr.write(`${place}: skipped, ${text}\n`);
    const series = seriesOf(records).filter((one) =>
      (['suite', 'entry', 'metric'] as const).every(
        (key) => flags[key] === undefined || one[key] === flags[key],
      ),
    );
    if (series.length === 0) this.log('There is no such history; `gossip-bench nightly` makes one.');
    else if (flags.metric === undefined) this.log(historyTable(series));
    else this.log(series.map(seriesText).join('\n\n'));
    return { schemaVersion: 1, kind: 'history', series, problems };
  }
}
