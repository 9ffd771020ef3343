import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Metrics } from '../../../../bench/result/result.js';
import { latency, percent, quantityText } from '../../format.js';
import { axisTooltip, gridBox, legendLook, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { type Mark, marksHeightPx, verticalMarks } from './marks.js';
import { palette } from './palette.js';
import { describePoint, tooltipLines } from './tooltip.js';

type Curve = NonNullable<Metrics['infectionCurve']>;
export interface InfectionCurve {
  curve: Curve;
  timeToFractionMs: Metrics['timeToFractionMs'];
  prediction?: Metrics['prediction'];
}

const inPercent = (fraction: number): string => quantityText(percent(fraction));
const line = { type: 'line', symbol: 'none', emphasis: { disabled: true }, animation: false } as const;

/** The band is drawn as two stacked areas: an unseen one up to its lower edge, and the band on top of it. */
function band(curve: Curve): LineSeriesOption[] {
  const part = {
    ...line,
    stack: 'band',
    stackStrategy: 'all',
    silent: true,
    lineStyle: { opacity: 0 },
  } as const;
  return [
    { ...part, name: 'lower edge', data: curve.map(({ ms, low }) => [ms, low]) },
    {
      ...part,
      name: '95 % band',
      data: curve.map(({ ms, low, high }) => [ms, high - low]),
      areaStyle: { color: palette.first, opacity: 0.22 },
      itemStyle: { color: palette.first, opacity: 0.35 },
    },
  ];
}

const fractionMarks = (times: Metrics['timeToFractionMs'], lastMs: number): Mark[] =>
  Object.entries(times ?? {}).map(([fraction, ms]) => ({
    name: `t${Number(fraction) * 100}`,
    at: typeof ms === 'number' && ms <= lastMs ? ms : undefined,
  }));

export function infectionCurveOption(
  { curve, timeToFractionMs, prediction }: InfectionCurve,
  layout: ChartLayout,
): EChartsOption {
  const simulated = prediction?.infectionCurve ?? [];
  const lastMs = Math.max(curve.at(-1)?.ms ?? 0, simulated.at(-1)?.ms ?? 0);
  const marks = fractionMarks(timeToFractionMs, lastMs);
  const describe = (point: Curve[number]): string =>
    tooltipLines(`${quantityText(latency(point.ms))} after the write`, [
      ['Mean fraction of live nodes', inPercent(point.fraction)],
      ['95 % band', `${inPercent(point.low)} to ${inPercent(point.high)}`],
    ]);
  return {
    ...stillChart,
    grid: gridBox(52 + marksHeightPx(marks.length)),
    legend: {
      ...legendLook,
      data: ['mean fraction', '95 % band', ...(simulated.length > 0 ? ['simulated'] : [])],
    },
    xAxis: valueXAxis('time since the write, ms', layout.widthPx, { min: 0, max: lastMs }),
    yAxis: valueYAxis('live nodes that hold the update, %', (value) => `${Math.round(value * 100)}`, {
      min: 0,
      max: 1,
      interval: 0.25,
      nameGap: 12 + marksHeightPx(marks.length),
    }),
    ...(layout.interactive && { tooltip: axisTooltip(describePoint(curve, describe)) }),
    series: [
      ...band(curve),
      {
        ...line,
        name: 'mean fraction',
        data: curve.map(({ ms, fraction }) => [ms, fraction]),
        lineStyle: { color: palette.first, width: 2.5 },
        itemStyle: { color: palette.first },
        markLine: verticalMarks(marks),
      },
      ...(simulated.length > 0
        ? [
            {
              ...line,
              name: 'simulated',
              data: simulated.map(({ ms, fraction }) => [ms, fraction]),
              lineStyle: { color: palette.second, width: 2, type: 'dashed' as const },
              itemStyle: { color: palette.second },
            },
          ]
        : []),
    ],
  };
}

function summary({ curve, timeToFractionMs, prediction }: InfectionCurve): string {
  const times = Object.entries(timeToFractionMs ?? {}).map(
    ([fraction, ms]) =>
      `${inPercent(Number(fraction))} of live nodes ${typeof ms === 'number' ? `after ${quantityText(latency(ms))}` : 'not by the deadline'}`,
  );
  const last = curve.at(-1);
  const end = last
    ? [`${inPercent(last.fraction)} at ${quantityText(latency(last.ms))}, where the curve ends`]
    : [];
  const simulated = prediction
    ? ` A simulation of the same spec and seed differs by at most ${inPercent(prediction.curveError)} of the nodes.`
    : '';
  return `An update reached ${[...times, ...end].join('; by ')}.${simulated}`;
}

export const infectionCurve = defineChart<InfectionCurve>({
  id: 'infection-curve',
  title: 'Infection curve',
  heightPx: 370,
  wide: true,
  pick: ({ metrics }) =>
    metrics.infectionCurve?.length
      ? {
          curve: metrics.infectionCurve,
          timeToFractionMs: metrics.timeToFractionMs,
          prediction: metrics.prediction,
        }
      : undefined,
  whyAbsent: 'The nodes accepted no update while they were observed, so there is no curve.',
  summary,
  option: infectionCurveOption,
});
