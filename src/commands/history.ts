import { Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { type PrintedSeries, printedSeries, seriesOf } from '../history/series.js';
import { historyTable, seriesText } from '../report/terminal/history-text.js';
import { messageText } from '../report/terminal/message-text.js';
import { type HistoryProblem, readHistory } from '../store/history/read.js';

interface HistoryResult {
  readonly schemaVersion: 1;
  readonly kind: 'history';
  readonly series: readonly PrintedSeries[];
  /** Lines that were skipped. */
  readonly problems: readonly HistoryProblem[];
}

export default class History extends BaseCommand {
  static override summary = 'Show the history of nightly runs: a list of series, or a plot of one figure.';
  static override description =
    'Reads results/history, to which every `gossip-bench nightly` adds. A point is the median of the undisturbed runs of a night. Damaged lines are skipped and reported on stderr.';
  static override examples = [
    { description: 'List all series', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One figure over the nights',
      command: '<%= config.bin %> <%= command.id %> --metric fullDisseminationMs.p50 --entry push-pull',
    },
  ];

  static override flags = {
    metric: Flags.string({ description: 'Plot this figure.', helpValue: '<path>' }),
    suite: Flags.string({ description: 'Only this suite.', helpValue: '<name>' }),
    entry: Flags.string({ description: 'Only this entry.', helpValue: '<name>' }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<HistoryResult> {
    const { flags } = await this.parse(History);
    const { records, problems } = await readHistory(flags.out);
    for (const { place, text } of problems)
      process.stderr.write(`${messageText(`${place}: skipped, ${text}`)}\n`);
    const series = seriesOf(records).filter((one) =>
      (['suite', 'entry', 'metric'] as const).every(
        (key) => flags[key] === undefined || one[key] === flags[key],
      ),
    );
    if (series.length === 0) this.log('There is no such history; `gossip-bench nightly` creates it.');
    else if (flags.metric === undefined) this.log(historyTable(series));
    else this.log(series.map(seriesText).join('\n\n'));
    return { schemaVersion: 1, kind: 'history', series: series.map(printedSeries), problems };
  }
}
