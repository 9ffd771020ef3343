import type { EChartsOption } from 'echarts';
import type { Neighbour } from '../../../experiment/tune/tune-result.js';
import { changeText } from '../../../experiment/tune/why.js';
import { leftPx, rightPx, stillChart, valueXAxis } from '../charts/axes.js';
import { type ChartLayout, defineChart } from '../charts/chart.js';
import { fontFamily, palette } from '../charts/palette.js';
import type { TuneChartSource } from './tune-chart-source.js';

type Priced = Neighbour & { readonly priceChange: number };

const rowPx = 30;
const labelsPx = 110;

const verdicts = { kept: 'kept', open: 'in doubt', broken: 'missed' } as const;
const colours = { kept: palette.first, open: palette.muted, broken: palette.faultBar } as const;

function sensitivityOption(neighbours: readonly Priced[], layout: ChartLayout): EChartsOption {
  const rows = neighbours.toReversed();
  return {
    ...stillChart,
    grid: { left: leftPx + labelsPx, right: rightPx + 40, top: 8, bottom: 44, outerBoundsMode: 'none' },
    xAxis: valueXAxis('change of the price, %', layout.widthPx - labelsPx, {}),
    yAxis: {
      type: 'category',
      data: rows.map(({ parameter, to }) => `${parameter} ${to}`),
      axisLabel: { color: palette.text, fontSize: 12, fontFamily },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 16,
        emphasis: { disabled: true },
        data: rows.map(({ priceChange, verdict }) => ({
          value: priceChange * 100,
          itemStyle: { color: colours[verdict] },
          label: {
            show: true,
            position: 'right',
            formatter: verdicts[verdict],
            color: palette.text,
            fontSize: 12,
            fontFamily,
          },
        })),
      },
    ],
  };
}

export const sensitivityChart = defineChart<readonly Priced[], TuneChartSource>({
  id: 'sensitivity',
  title: 'One step to either side of the recommended setting',
  heightPx: (neighbours) => 60 + rowPx * neighbours.length,
  wide: false,
  pick: ({ answer }) => {
    const priced = answer.neighbours.filter((one): one is Priced => one.priceChange !== undefined);
    return priced.length > 0 ? priced : undefined;
  },
  whyAbsent: 'No neighbour of the recommended setting has a price in every scenario.',
  summary: (neighbours) =>
    `Change of the price, and whether the promises are kept: ${neighbours
      .map(
        ({ parameter, to, priceChange, verdict }) =>
          `${parameter} ${to} ${changeText(priceChange)}, ${verdicts[verdict]}`,
      )
      .join('; ')}.`,
  option: sensitivityOption,
});
