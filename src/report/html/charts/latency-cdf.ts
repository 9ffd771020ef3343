import type { EChartsOption } from 'echarts';
import type { PropagationDistribution } from '../../../../bench/analysis/series/report-series.js';
import { formatNumber, latency, quantityText } from '../../format.js';
import { axisTooltip, gridBox, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

type Points = PropagationDistribution['cdf'];

export function latencyCdfOption(points: Points, layout: ChartLayout): EChartsOption {
  const describe = ({ percentile, ms }: Points[number]): string =>
    tooltipLines(`p${formatNumber(percentile)}`, [['Propagation latency', quantityText(latency(ms))]]);
  return {
    ...stillChart,
    grid: gridBox(36),
    xAxis: valueXAxis('propagation latency, ms', layout.widthPx, { min: 0, max: points.at(-1)?.ms ?? 0 }),
    yAxis: valueYAxis('pairs delivered within, %', formatNumber, { min: 0, max: 100, interval: 25 }),
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(points, describe)) }),
    series: [
      {
        type: 'line',
        name: 'cumulative share',
        symbol: 'none',
        emphasis: { disabled: true },
        data: points.map(({ percentile, ms }) => [ms, percentile]),
        lineStyle: { color: palette.second, width: 2.5 },
        itemStyle: { color: palette.second },
      },
    ],
  };
}

export const latencyCdf = defineChart<Points>({
  id: 'latency-cdf',
  title: 'Cumulative distribution of propagation latency',
  heightPx: 320,
  wide: false,
  pick: ({ series }) => (series.propagation?.cdf.length ? series.propagation.cdf : undefined),
  whyAbsent: 'No deliveries, so there is no latency to show.',
  summary: (points) => {
    const last = points.at(-1);
    return last
      ? `${formatNumber(last.percentile)} % of expected pairs were delivered within ${quantityText(latency(last.ms))}; the curve ends where undelivered pairs begin.`
      : '';
  },
  option: latencyCdfOption,
});
