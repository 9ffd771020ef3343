import { asNumber, type FigureValue } from '../../bench/comparison/compare-figure.js';
import { changesAt } from '../../bench/comparison/regression/changed.js';
import { nightFigure } from '../../bench/comparison/regression/night.js';
import type { Sensitivity } from '../../bench/comparison/regression/sensitivity.js';
import {
  improvementOf,
  isConfirmed,
  type Suspicion,
  suspect,
} from '../../bench/comparison/regression/suspect.js';
import { type Series, seriesKey, seriesOf } from '../history/series.js';
import type { CatalogMetric } from '../report/metric-row.js';
import type { Baseline } from '../store/baselines.js';
import type { HistoryRecord } from '../store/history/record.js';
import type { ChangedFigure, Regression } from './night-result.js';
import { watchedMetrics } from './watched-metrics.js';

/** A figure of tonight that looks worse. */
export interface SuspectedFigure {
  readonly series: Series;
  readonly metric: CatalogMetric;
  readonly suspicion: Suspicion;
}

/** Of fewer undisturbed runs nothing is judged; of a suite that makes fewer, of all of them. */
export const fewestJudged = (repeat: number): number => Math.min(3, repeat);

export interface Judging {
  readonly night: string;
  /** Least number of undisturbed runs. */
  readonly fewest: number;
  readonly baseline?: Baseline;
  readonly sensitivity: Sensitivity;
}

/** Every watched figure of a night that looks worse than what the history, or a baseline of its machine, holds. */
export function suspectFigures(
  records: readonly HistoryRecord[],
  { night, fewest, baseline, sensitivity }: Judging,
): SuspectedFigure[] {
  return watchedTonight(records, { night, fewest }).flatMap(({ series, metric }) => {
    const held = baselineValues(baseline, series);
    const judged = { sense: metric, nights: series.nights, ...(held && { baseline: held }) };
    const suspicion = suspect(judged, sensitivity);
    return suspicion ? [{ series, metric, suspicion }] : [];
  });
}

/** Every watched figure of a night that is better than what the history holds. */
export function improvedFigures(records: readonly HistoryRecord[], judging: Judging): ChangedFigure[] {
  return watchedTonight(records, judging).flatMap(({ series, metric }) => {
    const suspicion = improvementOf({ sense: metric, nights: series.nights }, judging.sensitivity);
    return suspicion ? [changedFigure({ series, metric, suspicion })] : [];
  });
}

function watchedTonight(
  records: readonly HistoryRecord[],
  { night, fewest }: Pick<Judging, 'night' | 'fewest'>,
): Pick<SuspectedFigure, 'series' | 'metric'>[] {
  return seriesOf(records).flatMap((series) => {
    const metric = watchedMetrics.find(({ path }) => path === series.metric);
    const tonight = series.nights.at(-1);
    if (!metric || tonight?.night !== night || tonight.values.length < fewest) return [];
    return [{ series, metric }];
  });
}

function baselineValues(baseline: Baseline | undefined, series: Series): readonly number[] | undefined {
  if (baseline?.machine !== series.machine || baseline.runtime !== series.runtime) return undefined;
  return baseline.series
    .find(
      ({ entry, definition, metric }) =>
        entry === series.entry && definition === series.definition && metric === series.metric,
    )
    ?.values.map(asNumber);
}

/** Judges a suspicion by the runs of `again`, records of the confirmation alone. */
export function confirmFigure(
  figure: SuspectedFigure,
  again: readonly HistoryRecord[],
  { fewest, sensitivity }: Judging,
): Regression {
  const { series, metric, suspicion } = figure;
  const key = seriesKey(series);
  const values = again
    .filter((record) => record.status !== 'unknown' && seriesKey(record) === key)
    .map(({ value }) => asNumber(value));
  return {
    ...changedFigure(figure),
    confirmed: values.length >= fewest && isConfirmed({ sense: metric }, suspicion, values, sensitivity),
  };
}

function changedFigure({ series, metric, suspicion }: SuspectedFigure): ChangedFigure {
  const { rule, factor, since, before } = suspicion;
  const { night, time, commit } = since;
  const { nights } = series;
  return {
    entry: series.entry,
    metric: metric.path,
    label: metric.label,
    unit: metric.unit,
    rule,
    ...(Number.isFinite(factor) && { factor }),
    before: medianFigure(before, nights),
    after: nightFigure(nights.at(-1)!),
    since: { night, time, ...(commit === undefined ? {} : { commit }) },
    changed: changesAt(nights, night),
  };
}

/** The text of what is beyond the deadline is that of the nights. */
function medianFigure(values: readonly number[], nights: Series['nights']): FigureValue {
  const beyond = nights.find((one) => one.beyond !== undefined)?.beyond;
  return nightFigure({ night: '', time: '', values, ...(beyond === undefined ? {} : { beyond }) });
}
