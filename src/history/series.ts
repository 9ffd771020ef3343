import { asNumber, type FigureValue } from '../../bench/comparison/compare-figure.js';
import type { Night } from '../../bench/comparison/regression/night.js';
import { beyondDeadline } from '../../bench/result/result.js';
import type { HistoryRecord } from '../store/history/record.js';

/** Figures that can be compared with each other: one figure of one entry, on one kind of machine. */
export interface Series {
  readonly suite: string;
  readonly entry: string;
  readonly definition: string;
  readonly runtime: HistoryRecord['runtime'];
  readonly machine: string;
  readonly metric: string;
  /** In the order of their time, with the runs that were not disturbed. */
  readonly nights: readonly Night[];
}

const keys = ['suite', 'entry', 'definition', 'runtime', 'machine', 'metric'] as const;

export const seriesKey = (one: Pick<Series, (typeof keys)[number]>): string =>
  keys.map((key) => one[key]).join('|');

/** The history by series, in the order in which they first appear. Runs whose verdict is unknown are left out, and each run counts once. */
export function seriesOf(records: readonly HistoryRecord[]): Series[] {
  const groups = new Map<string, HistoryRecord[]>();
  const seen = new Set<string>();
  for (const record of records) {
    if (record.status === 'unknown') continue;
    // The same run again is no second sample.
    const sample = `${record.runId}|${seriesKey(record)}`;
    if (seen.has(sample)) continue;
    seen.add(sample);
    const key = seriesKey(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].map((group) => {
    const { suite, entry, definition, runtime, machine, metric } = group[0]!;
    return { suite, entry, definition, runtime, machine, metric, nights: nightsOf(group) };
  });
}

/** A series as JSON: what is beyond the deadline is its text there, since JSON has no infinity. */
export function printedSeries({ nights, ...series }: Series): PrintedSeries {
  const printed = nights.map(({ beyond = beyondDeadline, values, ...night }) => ({
    ...night,
    values: values.map((value) => (Number.isFinite(value) ? value : beyond)),
  }));
  return { ...series, nights: printed };
}

export interface PrintedSeries extends Omit<Series, 'nights'> {
  readonly nights: readonly (Omit<Night, 'values' | 'beyond'> & {
    readonly values: readonly FigureValue[];
  })[];
}

function nightsOf(records: readonly HistoryRecord[]): Night[] {
  const nights = new Map<string, Night & { values: number[] }>();
  for (const { night, time, commit, overrides, versions, value } of records) {
    const known = nights.get(night) ?? {
      night,
      time,
      ...(commit ? { commit } : {}),
      overrides,
      ...(versions === undefined ? {} : { versions }),
      values: [],
    };
    known.values.push(asNumber(value));
    nights.set(night, typeof value === 'string' ? { ...known, beyond: value } : known);
  }
  return [...nights.values()];
}
