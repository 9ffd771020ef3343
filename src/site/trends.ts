import { type Night, nightMedian } from '../../bench/regression/night.js';
import { defaultSensitivity, sensitivityFor } from '../../bench/regression/sensitivity.js';
import { changesOf } from '../../bench/regression/suspect.js';
import type { Series } from '../history/series.js';
import { watchedMetrics } from '../nightly/watched-metrics.js';
import type { Trend, TrendPoint } from '../report/html/charts/chart.js';
import { shortCommit } from '../report/terminal/history-text.js';

/** The figures of one entry as charts draw them, in the order of the catalog. */
export function trendsOf(series: readonly Series[]): Trend[] {
  return watchedMetrics.flatMap(({ path, label, unit, better }) => {
    const found = series.find(({ metric }) => metric === path);
    if (!found) return [];
    const nights = found.nights.slice(-defaultSensitivity.mostNights);
    return [
      {
        id: `trend-${path.replaceAll('.', '-')}`,
        label,
        unit,
        points: nights.map(pointOf),
        changes: changesOf(nights, sensitivityFor({ better, unit }, defaultSensitivity)),
      },
    ];
  });
}

function pointOf(night: Night): TrendPoint {
  const { time, commit, values } = night;
  const finite = (key: 'median' | 'low' | 'high', value: number) =>
    Number.isFinite(value) ? { [key]: value } : {};
  return {
    time,
    commit: shortCommit(commit),
    runs: values.length,
    ...finite('median', nightMedian(night)),
    ...finite('low', Math.min(...values)),
    ...finite('high', Math.max(...values)),
  };
}
