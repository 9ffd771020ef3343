import type { EChartsOption } from 'echarts';
import type { LoadPoint } from '../../../../bench/search/load/load-point.js';
import { formatNumber, latency, quantityText } from '../../format.js';
import { axisTooltip, gridBox, legendLook, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import type { LoadCurve } from './load-curve.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

const describe = (point: LoadPoint): string =>
  tooltipLines(`${formatNumber(point.offeredPerSecond)} updates/s offered`, [
    ['Delivered', `${formatNumber(point.deliveredPerSecond)}/s`],
    ['Full dissemination p50', quantityText(latency(point.fullDisseminationMs.p50))],
    ['Full dissemination p99', quantityText(latency(point.fullDisseminationMs.p99))],
    ['From the intended send p99', quantityText(latency(point.dueToEverywhereMs.p99))],
    ['Run', `${point.role}${point.carried ? '' : ', not carried'}`],
  ]);

type Latency = (point: LoadPoint) => number | string;

const fullP50: Latency = (point) => point.fullDisseminationMs.p50;
const fullP99: Latency = (point) => point.fullDisseminationMs.p99;
const dueP99: Latency = (point) => point.dueToEverywhereMs.p99;

/** A percentile beyond the deadline is no number, and has no place on the axis. */
const line = (points: readonly LoadPoint[], latencyOf: Latency, color: string) =>
  points.map((point) => ({
    value: [point.offeredPerSecond, typeof latencyOf(point) === 'number' ? latencyOf(point) : '-'],
    itemStyle: { color: point.carried ? color : palette.surface, borderColor: color, borderWidth: 2 },
  }));

export function latencyThroughputOption(
  { points, saturationPerSecond, boundMs }: LoadCurve,
  layout: ChartLayout,
): EChartsOption {
  const series = (name: string, latencyOf: Latency, color: string) => ({
    type: 'line' as const,
    name,
    symbol: 'circle',
    symbolSize: 8,
    emphasis: { disabled: true },
    data: line(points, latencyOf, color),
    lineStyle: { color, width: 2 },
    itemStyle: { color },
  });
  const marks = [
    { yAxis: boundMs, name: 'bound' },
    ...(saturationPerSecond === undefined ? [] : [{ xAxis: saturationPerSecond, name: 'saturation' }]),
  ];
  return {
    ...stillChart,
    legend: { ...legendLook },
    grid: gridBox(56),
    xAxis: valueXAxis('offered, updates/s', layout.widthPx, { min: 0 }),
    yAxis: valueYAxis('time, ms', undefined, { min: 0 }),
    ...(layout.interactive && {
      tooltip: { ...axisTooltip(describePoint(points, describe)), trigger: 'item' },
    }),
    series: [
      series('full dissemination p50', fullP50, palette.second),
      series('full dissemination p99', fullP99, palette.first),
      {
        ...series('from the intended send p99', dueP99, palette.third),
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: palette.mark, type: 'dashed' },
          label: { color: palette.muted, fontSize: 12, formatter: '{b}', position: 'insideEndTop' },
          data: marks,
        },
      },
    ],
  };
}

export const latencyThroughput = defineChart<LoadCurve>({
  id: 'latency-throughput',
  title: 'Latency and throughput',
  heightPx: 380,
  wide: true,
  pick: ({ load }) => load,
  whyAbsent: 'No load was run.',
  summary: ({ points, saturationPerSecond, boundMs }) => {
    const beyond = points.filter((point) => typeof dueP99(point) !== 'number').length;
    const knee =
      saturationPerSecond === undefined
        ? 'No load was carried.'
        : `The cluster carries ${formatNumber(saturationPerSecond)} updates/s with p99, from the intended send until every node holds the update, below ${quantityText(latency(boundMs))}.`;
    const missing = beyond > 0 ? ` Not drawn, since their p99 is beyond the deadline: ${beyond}.` : '';
    return `${knee} Filled points: load carried; empty points: not carried.${missing}`;
  },
  option: latencyThroughputOption,
});
