import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { PropagationDistribution } from '../../../../bench/analysis/series/report-series.js';
import type { Metrics } from '../../../../bench/result/result.js';
import { formatNumber, latency, percent, quantityText } from '../../format.js';
import { axisTooltip, gridBox, shortNumber, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { marksHeightPx, verticalMarks } from './marks.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

export interface LatencyHistogram {
  distribution: PropagationDistribution;
  summary: Metrics['propagationLatencyMs'];
}

const markers = ['p50', 'p90', 'p99'] as const;

/** One rectangle a bucket, as wide as the bucket: an axis of numbers keeps the markers at their true places. */
const drawBucket: NonNullable<CustomSeriesOption['renderItem']> = (_params, api) => {
  const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
  const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
  const gap = right - left > 4 ? 1 : 0;
  return {
    type: 'rect',
    emphasisDisabled: true,
    shape: { x: left, y: top, width: Math.max(1, right - left - gap), height: bottom - top },
    style: { fill: palette.first },
  };
};

export function latencyHistogramOption(
  { distribution, summary }: LatencyHistogram,
  layout: ChartLayout,
): EChartsOption {
  const { buckets } = distribution;
  const marks = markers.map((name) => ({ name, at: summary?.[name] }));
  const describe = ({ fromMs, toMs, count }: (typeof buckets)[number]): string =>
    tooltipLines(`${formatNumber(fromMs)} to ${formatNumber(toMs)} ms`, [
      ['Deliveries', formatNumber(count)],
    ]);
  return {
    ...stillChart,
    grid: gridBox(36 + marksHeightPx(marks.length)),
    xAxis: valueXAxis('propagation latency, ms', layout.widthPx, { min: 0, max: buckets.at(-1)?.toMs ?? 0 }),
    yAxis: valueYAxis('deliveries per bucket', shortNumber, { nameGap: 12 + marksHeightPx(marks.length) }),
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(buckets, describe)) }),
    series: [
      {
        type: 'custom',
        name: 'deliveries',
        renderItem: drawBucket,
        encode: { x: [0, 1], y: 2 },
        data: buckets.map(({ fromMs, toMs, count }) => [fromMs, toMs, count]),
      },
      { type: 'line', name: 'percentiles', data: [], markLine: verticalMarks(marks) },
    ],
  };
}

const delivered = ({ buckets }: PropagationDistribution): number =>
  buckets.reduce((sum, { count }) => sum + count, 0);

/** How many pairs were not delivered, in one sentence. */
export function undeliveredText(distribution: PropagationDistribution): string {
  const pairs = delivered(distribution) + distribution.undelivered;
  if (distribution.undelivered === 0)
    return `All ${formatNumber(pairs)} pairs of update and node were delivered.`;
  const share = quantityText(percent(distribution.undelivered / pairs));
  return `${formatNumber(distribution.undelivered)} of ${formatNumber(pairs)} pairs (${share}) were not delivered by the deadline; percentiles count them, but they have no bar.`;
}

export const latencyHistogram = defineChart<LatencyHistogram>({
  id: 'latency-histogram',
  title: 'Distribution of propagation latency',
  heightPx: 320,
  wide: false,
  pick: ({ metrics, series }) =>
    series.propagation?.buckets.length
      ? { distribution: series.propagation, summary: metrics.propagationLatencyMs }
      : undefined,
  whyAbsent: 'No deliveries, so there is no latency to show.',
  summary: ({ distribution, summary }) => {
    const figures = markers.flatMap((name) =>
      summary ? [`${name} ${quantityText(latency(summary[name]))}`] : [],
    );
    return `Propagation latency: ${figures.join(', ')}. ${undeliveredText(distribution)}`;
  },
  option: latencyHistogramOption,
});
