import type { EChartsOption } from 'echarts';
import type { ReportSeries } from '../../../../bench/analysis/series/report-series.js';
import type { CurvePoint } from '../../../../bench/comparison/curves/fraction-at.js';
import type { Metrics } from '../../../../bench/result/result.js';
import type { LoadCurve } from './load-curve.js';

/** What the charts are drawn from; it is embedded in the page, so that the script draws the very same charts. */
export interface ChartSource {
  metrics: Pick<Metrics, 'infectionCurve' | 'prediction' | 'timeToFractionMs' | 'propagationLatencyMs'>;
  series: ReportSeries;
  /** Of a search for the saturation point alone. */
  load?: LoadCurve;
  /** Only of a page that compares. */
  comparison?: ComparisonCurves;
  /** Only of a page that shows figures over the nights. */
  trends?: readonly Trend[];
}

/** One figure over the nights. */
export interface Trend {
  /** Of its chart. */
  id: string;
  label: string;
  unit: string;
  points: readonly TrendPoint[];
  /** Indices of the first nights after a change of level. */
  changes: readonly number[];
}

export interface TrendPoint {
  /** ISO 8601. */
  time: string;
  commit: string;
  /** Of the night's runs; beyond the deadline, absent, and `beyond` says so: `> deadline` or `never`. */
  median?: number;
  beyond?: string;
  low?: number;
  high?: number;
  runs: number;
}

/** Means over the runs of each side, two or more, with the name that the legend shows. */
export interface ComparisonCurves {
  names: readonly string[];
  infection: readonly (readonly CurvePoint[])[];
  /** Fraction of expected pairs delivered within so many ms. */
  latency: readonly (readonly CurvePoint[])[];
}

export interface ChartLayout {
  widthPx: number;
  /** With the script: tooltips and zoom. Without: what a still picture can show. */
  interactive: boolean;
}

interface ChartKind<T, S> {
  id: string;
  title: string;
  heightPx: number | ((picked: T) => number);
  /** Takes the whole width of the page instead of half of it. */
  wide: boolean;
  /** Undefined where the run has no such series. */
  pick: (source: S) => T | undefined;
  whyAbsent: string;
  /** The chart in words, for those who cannot see it. */
  summary: (picked: T) => string;
  option: (picked: T, layout: ChartLayout) => EChartsOption;
}

export interface Drawing {
  heightPx: number;
  summary: string;
  option: (layout: ChartLayout) => EChartsOption;
}

/** A chart of a page whose charts are drawn from an `S`. */
export interface Chart<S = ChartSource> {
  id: string;
  title: string;
  wide: boolean;
  whyAbsent: string;
  drawing: (source: S) => Drawing | undefined;
}

/** A chart whose option and summary are only ever asked for with a series that is there. */
export function defineChart<T, S = ChartSource>(kind: ChartKind<T, S>): Chart<S> {
  const { id, title, wide, whyAbsent, heightPx } = kind;
  const drawing = (source: S): Drawing | undefined => {
    const picked = kind.pick(source);
    if (picked === undefined) return undefined;
    return {
      heightPx: typeof heightPx === 'number' ? heightPx : heightPx(picked),
      summary: kind.summary(picked),
      option: (layout) => kind.option(picked, layout),
    };
  };
  return { id, title, wide, whyAbsent, drawing };
}
