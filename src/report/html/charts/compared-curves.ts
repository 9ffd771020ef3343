import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { CurvePoint } from '../../../../bench/comparison/curves/fraction-at.js';
import { formatNumber, latency, percent, quantityText } from '../../format.js';
import { axisTooltip, gridBox, legendLook, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, type ComparisonCurves, defineChart } from './chart.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

interface TwoCurves {
  names: ComparisonCurves['names'];
  curves: ComparisonCurves['infection'];
}

interface Axes {
  x: string;
  y: string;
}

const inPercent = (fraction: number): string => quantityText(percent(fraction));
const colours = [palette.first, palette.second] as const;

function option({ names, curves }: TwoCurves, { x, y }: Axes, layout: ChartLayout): EChartsOption {
  const lastMs = Math.max(...curves.map((curve) => curve.at(-1)?.ms ?? 0));
  const longest = curves.find((curve) => curve.at(-1)?.ms === lastMs) ?? [];
  const describe = ({ ms }: CurvePoint): string =>
    tooltipLines(
      quantityText(latency(ms)),
      names.map((name, side): [string, string] => [name, inPercent(at(curves[side]!, ms))]),
    );
  return {
    ...stillChart,
    grid: gridBox(52),
    legend: { ...legendLook, data: [...names] },
    xAxis: valueXAxis(x, layout.widthPx, { min: 0, max: lastMs }),
    yAxis: valueYAxis(y, (value) => formatNumber(value * 100), { min: 0, max: 1, interval: 0.25 }),
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(longest, describe)) }),
    series: curves.map((curve, side) => curveLine(names[side]!, curve, side)),
  };
}

/** The second is dashed, so that the two differ without colours. */
const curveLine = (name: string, curve: readonly CurvePoint[], side: number): LineSeriesOption => ({
  type: 'line',
  name,
  symbol: 'none',
  emphasis: { disabled: true },
  animation: false,
  data: curve.map(({ ms, fraction }) => [ms, fraction]),
  lineStyle: { color: colours[side]!, width: 2.5, ...(side === 1 ? { type: 'dashed' as const } : {}) },
  itemStyle: { color: colours[side]! },
});

const at = (curve: readonly CurvePoint[], ms: number): number =>
  (curve.find((point) => point.ms >= ms) ?? curve.at(-1))?.fraction ?? 0;

/** Half of the way up, on each side. */
const halves = ({ names, curves }: TwoCurves): string =>
  names
    .map((name, side) => {
      const half = curves[side]!.find(({ fraction }) => fraction >= 0.5);
      return `${name}: ${half ? `50 % at ${quantityText(latency(half.ms))}` : 'never 50 %'}`;
    })
    .join('; ');

const pick =
  (curve: 'infection' | 'latency') =>
  ({ comparison }: { comparison?: ComparisonCurves }): TwoCurves | undefined =>
    comparison?.[curve].some((points) => points.length > 0)
      ? { names: comparison.names, curves: comparison[curve] }
      : undefined;

const look = { heightPx: 320, wide: false } as const;

const comparedInfection = defineChart<TwoCurves>({
  ...look,
  id: 'compared-infection',
  title: 'Infection curves',
  pick: pick('infection'),
  whyAbsent: 'No deliveries on either side, so there is no curve.',
  summary: (two) => `Mean share of live nodes that hold an update. ${halves(two)}.`,
  option: (two, layout) =>
    option(two, { x: 'time since the write, ms', y: 'live nodes that hold the update, %' }, layout),
});

const comparedLatency = defineChart<TwoCurves>({
  ...look,
  id: 'compared-latency',
  title: 'Distributions of propagation latency',
  pick: pick('latency'),
  whyAbsent: 'No deliveries on either side, so there is no latency to compare.',
  summary: (two) => `Mean share of expected pairs delivered within a time. ${halves(two)}.`,
  option: (two, layout) =>
    option(two, { x: 'propagation latency, ms', y: 'pairs delivered within, %' }, layout),
});

/** What a page that compares two sets of runs draws. */
export const comparisonCharts = [comparedInfection, comparedLatency] as const;
