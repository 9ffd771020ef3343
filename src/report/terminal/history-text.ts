import { nightFigure, nightMedian } from '../../../bench/comparison/regression/night.js';
import { defaultSensitivity } from '../../../bench/comparison/regression/sensitivity.js';
import { changesOf } from '../../../bench/comparison/regression/suspect.js';
import type { Series } from '../../history/series.js';
import { alignedRows } from './aligned-rows.js';
import { figureFormat } from './comparison-text.js';
import { plot } from './plot.js';

/** A line a series: how many nights, and what the last one measured. */
export function historyTable(series: readonly Series[]): string {
  const rows = series.map(({ suite, entry, metric, runtime, machine, nights }) => {
    const last = nights.at(-1)!;
    const format = figureFormat(metric);
    return [
      suite,
      entry,
      metric,
      runtime,
      machine,
      `${nights.length}`,
      format(nightFigure(last)),
      last.time.slice(0, 10),
      shortCommit(last.commit),
    ];
  });
  const head = ['suite', 'entry', 'figure', 'runtime', 'machine', 'nights', 'last', 'on', 'commit'];
  return alignedRows(
    [head, ...rows],
    ['left', 'left', 'left', 'left', 'left', 'right', 'right', 'left', 'left'],
    { hasHead: true },
  );
}

/** A series as a picture, a point a night, and its last nights as a list. */
export function seriesText(series: Series): string {
  const { suite, entry, metric, runtime, machine, nights } = series;
  const format = figureFormat(metric);
  const recent = nights.slice(-defaultSensitivity.mostNights);
  const changed = new Set(changesOf(recent, defaultSensitivity).map((at) => recent[at]!.night));
  const rows = nights
    .slice(-listed)
    .map((night) => [
      night.time.slice(0, 16).replace('T', ' '),
      shortCommit(night.commit),
      format(nightFigure(night)),
      `${night.values.length} runs`,
      changed.has(night.night) ? '← level change' : '',
    ]);
  return [
    `${suite}/${entry} ${metric}, ${runtime} runtime, machine ${machine}`,
    plot(nights.map(nightMedian)),
    alignedRows(rows, ['left', 'left', 'right', 'right', 'left']),
  ].join('\n');
}

const listed = 10;

export const shortCommit = (commit: string | undefined): string => commit?.slice(0, 10) ?? '–';
