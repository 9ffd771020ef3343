import type { EChartsOption, LineSeriesOption } from 'echarts';
import { formatNumber, percent, quantityText } from '../../format.js';
import { axisTooltip, categoryXAxis, gridBox, stillChart, valueYAxis } from './axes.js';
import { type Chart, type ChartLayout, defineChart, type Trend, type TrendPoint } from './chart.js';
import { marksHeightPx, verticalMarks } from './marks.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

const line = { type: 'line', emphasis: { disabled: true }, animation: false, connectNulls: false } as const;

/** What an empty place on a line is called in echarts. */
const gap = '-';

/** From the lowest to the highest run of each night: an unseen area up to the one, and the band on top of it. */
function runBand(points: readonly TrendPoint[]): LineSeriesOption[] {
  const part = {
    ...line,
    symbol: 'none',
    stack: 'runs',
    stackStrategy: 'all',
    silent: true,
    lineStyle: { opacity: 0 },
  } as const;
  return [
    { ...part, name: 'lowest', data: points.map(({ low }) => low ?? gap) },
    {
      ...part,
      name: 'runs',
      data: points.map(({ low, high }) => (low === undefined || high === undefined ? gap : high - low)),
      areaStyle: { color: palette.first, opacity: 0.18 },
    },
  ];
}

/** Where the nights stand whose median is beyond the deadline: at the top. */
function beyondMarks(points: readonly TrendPoint[]): LineSeriesOption {
  const top = Math.max(...points.flatMap(({ median, high }) => [median ?? 0, high ?? 0]));
  return {
    ...line,
    name: 'beyond the deadline',
    symbol: 'triangle',
    symbolSize: 9,
    silent: true,
    lineStyle: { opacity: 0 },
    itemStyle: { color: palette.first },
    data: points.map(({ median }) => (median === undefined ? top : gap)),
  };
}

function text(value: number | undefined, unit: string, beyond = '> deadline'): string {
  if (value === undefined) return beyond;
  return unit === 'fraction' ? quantityText(percent(value)) : `${formatNumber(value)} ${unit}`;
}

function option({ points, changes, unit }: Trend, layout: ChartLayout): EChartsOption {
  const marks = changes.map((at) => ({ name: points[at]?.commit ?? '', at }));
  const rows = Math.min(3, marks.length);
  const describe = ({ time, commit, median, beyond, low, high, runs }: TrendPoint): string =>
    tooltipLines(`${time.slice(0, 16).replace('T', ' ')}, commit ${commit}`, [
      [`Median of ${runs} runs`, text(median, unit, beyond)],
      ['Runs', `${text(low, unit, beyond)} to ${text(high, unit, beyond)}`],
    ]);
  return {
    ...stillChart,
    grid: gridBox(36 + marksHeightPx(rows)),
    xAxis: categoryXAxis(
      'night',
      points.map(({ time }) => time.slice(5, 10)),
    ),
    yAxis: {
      ...valueYAxis(unit, undefined, {
        nameGap: 12 + marksHeightPx(rows),
        ...(unit === 'fraction' ? { max: 1 } : {}),
      }),
      scale: true,
    } as EChartsOption['yAxis'],
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(points, describe)) }),
    series: [
      ...runBand(points),
      ...(points.some(({ median }) => median === undefined) ? [beyondMarks(points)] : []),
      {
        ...line,
        name: 'median',
        symbol: 'circle',
        symbolSize: 5,
        data: points.map(({ median }) => median ?? gap),
        lineStyle: { color: palette.first, width: 2 },
        itemStyle: { color: palette.first },
        markLine: verticalMarks(marks.slice(-3)),
      },
    ],
  };
}

function summary({ points, changes, unit }: Trend): string {
  const last = points.at(-1);
  const changed = changes.map(
    (at) => `since ${points[at]?.time.slice(0, 10)} (commit ${points[at]?.commit})`,
  );
  const level = changed.length > 0 ? `Level changes ${changed.join(', ')}.` : 'No level change found.';
  return `${points.length} nights, the last ${text(last?.median, unit, last?.beyond)}. ${level}`;
}

/** One chart a figure. */
export const trendCharts = (trends: readonly Trend[]): Chart[] =>
  trends.map(({ id, label }) =>
    defineChart<Trend>({
      id,
      title: label,
      heightPx: 260,
      wide: false,
      pick: (source) => source.trends?.find((trend) => trend.id === id),
      whyAbsent: 'No night measured this figure.',
      summary,
      option,
    }),
  );
