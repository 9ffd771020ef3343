import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { CurvePoint } from '../../../../bench/comparison/curves/fraction-at.js';
import { formatNumber, latency, percent, quantityText } from '../../format.js';
import { axisTooltip, gridBox, legendLook, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, type ComparisonCurves, defineChart } from './chart.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

interface SideCurves {
  names: ComparisonCurves['names'];
  curves: ComparisonCurves['infection'];
}

interface Axes {
  x: string;
  y: string;
}

const inPercent = (fraction: number): string => quantityText(percent(fraction));
const colours = [palette.first, palette.second, palette.third, palette.mark, palette.fifth, palette.sixth];
/** With the colour, so that sides differ without colours, too; they repeat after more sides than anybody reads in one chart. */
const dashes: readonly ('solid' | 'dashed' | 'dotted' | number[])[] = [
  'solid',
  'dashed',
  'dotted',
  [12, 4],
  [12, 4, 2, 4],
  [4, 2],
];
const sideLook = (side: number) => ({
  colour: colours[side % colours.length]!,
  dash: dashes[side % dashes.length]!,
});

/** Of the legend, whose entries wrap: a symbol and some seven px a sign. */
const legendLines = (names: readonly string[], widthPx: number): number =>
  Math.ceil(names.reduce((sum, name) => sum + 34 + 7 * name.length, 0) / widthPx);

function option({ names, curves }: SideCurves, { x, y }: Axes, layout: ChartLayout): EChartsOption {
  const lastMs = Math.max(...curves.map((curve) => curve.at(-1)?.ms ?? 0));
  const longest = curves.find((curve) => curve.at(-1)?.ms === lastMs) ?? [];
  const describe = ({ ms }: CurvePoint): string =>
    tooltipLines(
      quantityText(latency(ms)),
      names.map((name, side): [string, string] => [name, inPercent(at(curves[side]!, ms))]),
    );
  return {
    ...stillChart,
    grid: gridBox(34 + 18 * legendLines(names, layout.widthPx)),
    legend: { ...legendLook, data: [...names] },
    xAxis: valueXAxis(x, layout.widthPx, { min: 0, max: lastMs }),
    yAxis: valueYAxis(y, (value) => formatNumber(value * 100), { min: 0, max: 1, interval: 0.25 }),
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(longest, describe)) }),
    series: curves.map((curve, side) => curveLine(names[side]!, curve, side)),
  };
}

const curveLine = (name: string, curve: readonly CurvePoint[], side: number): LineSeriesOption => ({
  type: 'line',
  name,
  symbol: 'none',
  emphasis: { disabled: true },
  animation: false,
  data: curve.map(({ ms, fraction }) => [ms, fraction]),
  lineStyle: { color: sideLook(side).colour, width: 2.5, type: sideLook(side).dash },
  itemStyle: { color: sideLook(side).colour },
});

const at = (curve: readonly CurvePoint[], ms: number): number =>
  (curve.find((point) => point.ms >= ms) ?? curve.at(-1))?.fraction ?? 0;

/** Half of the way up, on each side. */
const halves = ({ names, curves }: SideCurves): string =>
  names
    .map((name, side) => {
      const half = curves[side]!.find(({ fraction }) => fraction >= 0.5);
      return `${name}: ${half ? `50 % at ${quantityText(latency(half.ms))}` : 'never 50 %'}`;
    })
    .join('; ');

const pick =
  (curve: 'infection' | 'latency') =>
  ({ comparison }: { comparison?: ComparisonCurves }): SideCurves | undefined =>
    comparison?.[curve].some((points) => points.length > 0)
      ? { names: comparison.names, curves: comparison[curve] }
      : undefined;

const look = { heightPx: 320, wide: false } as const;

const comparedInfection = defineChart<SideCurves>({
  ...look,
  id: 'compared-infection',
  title: 'Infection curves',
  pick: pick('infection'),
  whyAbsent: 'No deliveries on either side, so there is no curve.',
  summary: (two) => `Mean share of live nodes that hold an update. ${halves(two)}.`,
  option: (two, layout) =>
    option(two, { x: 'time since the write, ms', y: 'live nodes that hold the update, %' }, layout),
});

const comparedLatency = defineChart<SideCurves>({
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
