import { type Night, nightFigure } from '../../bench/comparison/regression/night.js';
import { defaultSensitivity, sensitivityFor } from '../../bench/comparison/regression/sensitivity.js';
import { changesOf } from '../../bench/comparison/regression/suspect.js';
import type { Series } from '../history/series.js';
import type { ChangedFigure } from '../nightly/night-result.js';
import { watchedMetrics } from '../nightly/watched-metrics.js';
import type { Trend, TrendPoint } from '../report/html/charts/chart.js';
import { shortCommit } from '../report/terminal/history-text.js';

/** A confirmed regression or an improvement, as far as a chart shows it. */
export type MarkedNight = Pick<ChangedFigure, 'metric' | 'since'>;

/**
 * The figures of one entry as charts draw them, in the order of the catalog. Marked are the first nights after changes, and of `changed`; one of a
 * night that the series does not have is of another entry.
 */
export function trendsOf(series: readonly Series[], changed: readonly MarkedNight[]): Trend[] {
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
        changes: marked(
          changesOf(nights, sensitivityFor({ better, unit }, defaultSensitivity)),
          changed
            .filter(({ metric }) => metric === path)
            .map(({ since }) => nights.findIndex(({ night }) => night === since.night)),
        ),
      },
    ];
  });
}

const marked = (changes: readonly number[], regressions: readonly number[]): number[] =>
  [...new Set([...changes, ...regressions.filter((at) => at >= 0)])].sort((a, b) => a - b);

/** What is left of a difference of equal numbers, and what no run measures, are drawn as 0 and as the largest: axes have no ticks for them. */
const [nearestToZero, largest] = [1e-12, 1e18];

function drawn(value: number): number {
  if (Math.abs(value) < nearestToZero) return 0;
  return Math.max(-largest, Math.min(largest, value));
}

function pointOf(night: Night): TrendPoint {
  const { time, commit, values } = night;
  const figure = nightFigure(night);
  const finite = (key: 'low' | 'high', value: number) =>
    Number.isFinite(value) ? { [key]: drawn(value) } : {};
  return {
    time,
    commit: shortCommit(commit),
    runs: values.length,
    ...(typeof figure === 'number' ? { median: drawn(figure) } : { beyond: figure }),
    ...finite('low', Math.min(...values)),
    ...finite('high', Math.max(...values)),
  };
}
