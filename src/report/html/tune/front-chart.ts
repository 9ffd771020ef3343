import type { EChartsOption, LineSeriesOption } from 'echarts';
import { paretoFront } from '../../../../bench/search/tuning/pareto.js';
import type { SettingFigures } from '../../../experiment/tune/tune-result.js';
import { settingText } from '../../../experiment/tune/why.js';
import { formatNumber } from '../../format.js';
import { gridBox, legendLook, shortNumber, stillChart, valueXAxis, valueYAxis } from '../charts/axes.js';
import { type ChartLayout, defineChart } from '../charts/chart.js';
import { palette } from '../charts/palette.js';
import type { TuneChartSource } from './tune-chart-source.js';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isKept: boolean;
  readonly setting: SettingFigures['setting'];
}

interface Front {
  readonly x: string;
  readonly y: string;
  /** Where the promise ends, if the vertical axis is of one. */
  readonly limit: number | undefined;
  readonly points: readonly Point[];
  readonly front: readonly Point[];
  readonly recommended: Point | undefined;
}

/** Two costs against each other; of one cost, the price of keeping the promise better. */
function frontOf({ answer, costs }: TuneChartSource): Front | undefined {
  const points =
    costs.length > 1 ? byCosts(answer.all) : byPromise(answer.all, bindingPromise(answer.recommended));
  const kept = points.filter(({ isKept }) => isKept);
  if (points.length === 0) return undefined;
  const chosen = answer.recommended && settingText(answer.recommended.setting);
  const binding = bindingPromise(answer.recommended);
  return {
    x: costs[0]!,
    y: costs[1] ?? `${binding?.promise.split(/[<>=!]/)[0]} under ${binding?.scenario}`,
    limit: costs.length > 1 ? undefined : binding?.limit,
    points,
    front: paretoFront(kept, ({ x, y }) => [x, y]),
    recommended: points.find(({ setting }) => settingText(setting) === chosen),
  };
}

/** The promise that binds, of those that have a limit to come near to. */
const bindingPromise = (figures: SettingFigures | undefined) =>
  figures?.promises.find(({ nextRun }) => nextRun !== undefined);

const byCosts = (all: readonly SettingFigures[]): Point[] =>
  all.flatMap(({ prices, verdict, setting }) =>
    prices ? [{ x: prices[0]!.value, y: prices[1]!.value, isKept: verdict === 'kept', setting }] : [],
  );

function byPromise(all: readonly SettingFigures[], binding: ReturnType<typeof bindingPromise>): Point[] {
  return all.flatMap(({ prices, promises, verdict, setting }) => {
    const same = promises.find(
      ({ promise, scenario }) => promise === binding?.promise && scenario === binding.scenario,
    );
    if (!prices || typeof same?.median !== 'number') return [];
    return [{ x: prices[0]!.value, y: same.median, isKept: verdict === 'kept', setting }];
  });
}

const dots = (
  name: string,
  points: readonly Point[],
  colour: string,
  symbol: string,
  size: number,
): LineSeriesOption => ({
  type: 'line',
  name,
  data: points.map(({ x, y }) => [x, y]),
  symbol,
  symbolSize: size,
  showSymbol: true,
  lineStyle: { width: 0 },
  itemStyle: { color: colour },
  emphasis: { disabled: true },
});

function frontOption(front: Front, layout: ChartLayout): EChartsOption {
  const { points, recommended, limit } = front;
  return {
    ...stillChart,
    grid: gridBox(62),
    legend: { ...legendLook, right: 12, data: ['not kept', 'kept', 'recommended'] },
    xAxis: { ...valueXAxis(front.x, layout.widthPx, {}), scale: true },
    yAxis: valueYAxis(front.y, shortNumber, { nameGap: 12 }),
    series: [
      dots(
        'not kept',
        points.filter(({ isKept }) => !isKept),
        palette.muted,
        'triangle',
        7,
      ),
      dots(
        'kept',
        points.filter(({ isKept }) => isKept),
        palette.first,
        'circle',
        8,
      ),
      {
        ...dots('front', front.front, palette.first, 'circle', 8),
        step: 'end',
        lineStyle: { width: 1.5, color: palette.first },
        ...(limit === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                data: [{ yAxis: limit, name: 'promised' }],
                lineStyle: { color: palette.mark, type: 'dashed', width: 1.5 },
                label: { formatter: '{b}', position: 'insideEndTop', color: palette.mark },
              },
            }),
      },
      dots('recommended', recommended ? [recommended] : [], palette.second, 'diamond', 15),
    ],
  };
}

export const frontChart = defineChart<Front, TuneChartSource>({
  id: 'front',
  title: 'Cost of a stricter promise',
  heightPx: 360,
  wide: false,
  pick: frontOf,
  whyAbsent: 'No setting has a price in every scenario.',
  summary: ({ x, y, front, points, recommended }) =>
    `${points.length} settings by ${x} and ${y}; ${front.length} of those that keep the promises are on the Pareto front.${
      recommended
        ? ` The recommended one is at ${formatNumber(recommended.x)} and ${formatNumber(recommended.y)}.`
        : ''
    }`,
  option: frontOption,
});
