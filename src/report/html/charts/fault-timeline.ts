import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { FaultWindow } from '../../../../bench/analysis/series/report-series.js';
import { duration, formatNumber, percent, quantityText } from '../../format.js';
import { axisTooltip, stillChart } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { barsHeightPx, faultBars } from './fault-bars.js';
import { type FaultRun, type FaultStrip, faultStrips } from './fault-strips.js';
import { palette } from './palette.js';
import { type Area, shadedAreas, stripAxes, stripsHeightPx, zoomSlider } from './strips.js';
import { endOf } from './timeline.js';
import { hoveredIndex, tooltipLines } from './tooltip.js';

/** Every window is shaded over every strip; its name stands beside its bar above them. */
const faultAreas = (windows: readonly FaultWindow[]): Area[] =>
  windows.map((window) => ({ ...window, colour: palette.fault, opacity: 1, row: undefined }));

/** The time under the pointer, s; of a report that has none, that of the point. */
function hoveredSeconds(params: unknown, { chaos }: FaultRun): number | undefined {
  const first: unknown = Array.isArray(params) ? params[0] : params;
  if (
    typeof first === 'object' &&
    first !== null &&
    'axisValue' in first &&
    typeof first.axisValue === 'number'
  ) {
    return first.axisValue;
  }
  const point = chaos.spread?.[hoveredIndex(params) ?? -1];
  return point && point.atMs / 1000;
}

function describe(seconds: number, strips: readonly FaultStrip[], windows: readonly FaultWindow[]): string {
  const holding = windows.filter(({ startMs, endMs }) => seconds * 1000 >= startMs && seconds * 1000 < endMs);
  const names = [...new Set(holding.map(({ name }) => name))].join(', ');
  return tooltipLines(`At ${formatNumber(seconds)} s`, [
    ['Faults', names === '' ? 'none' : names],
    ...strips.flatMap(({ at }) => {
      const line = at(seconds);
      return line ? [line] : [];
    }),
  ]);
}

export function faultTimelineOption(run: FaultRun, layout: ChartLayout): EChartsOption {
  const endMs = endOf(run.timeline);
  const strips = faultStrips(run, endMs);
  const { faults } = run.chaos;
  const names = strips.map(({ axisName }) => axisName);
  const axes = stripAxes(names, { endMs, headPx: barsHeightPx(faults), layout });
  const bars = faultBars(faults, endMs, strips.length);
  const formatter = (params: unknown): string => {
    const seconds = hoveredSeconds(params, run);
    return seconds === undefined ? '' : describe(seconds, strips, faults);
  };
  return {
    ...stillChart,
    grid: [...axes.grid, bars.grid],
    xAxis: [...axes.xAxis, bars.xAxis],
    yAxis: [...axes.yAxis, bars.yAxis],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    ...(layout.interactive && {
      tooltip: axisTooltip(formatter),
      dataZoom: [zoomSlider(strips.length + 1)],
    }),
    series: [...strips.flatMap((strip, index) => stripSeries(strip, index, faultAreas(faults))), bars.series],
  };
}

const stripSeries = ({ series }: FaultStrip, index: number, areas: readonly Area[]): LineSeriesOption[] =>
  series.map((line, place) => ({
    ...line,
    xAxisIndex: index,
    yAxisIndex: index,
    ...(place === 0 && { markArea: shadedAreas(areas, false) }),
  }));

/** Each fault with its windows in words, turns of one fault together. */
export function faultTexts(windows: readonly FaultWindow[]): string[] {
  const byName = new Map<string, FaultWindow[]>();
  for (const window of windows) byName.set(window.name, [...(byName.get(window.name) ?? []), window]);
  return [...byName].map(([name, turns]) => {
    const [first] = turns as [FaultWindow];
    const from = formatNumber(first.startMs / 1000);
    const to = formatNumber(Math.max(...turns.map(({ endMs }) => endMs)) / 1000);
    const span = `${from} to ${to} s`;
    if (turns.length > 1) return `${name} ${turns.length} times, ${span}`;
    return `${name} ${span} (${quantityText(duration(first.endMs - first.startMs))})`;
  });
}

function summary({ chaos: { faults, spread = [] } }: FaultRun): string {
  const fromMs = Math.min(...faults.map(({ startMs }) => startMs));
  const since = spread.filter(({ atMs }) => atMs >= fromMs).map(({ heldShare }) => heldShare);
  const last = since.at(-1);
  if (last === undefined) return `Faults: ${faultTexts(faults).join('; ')}.`;
  const inPercent = (share: number): string => quantityText(percent(share));
  return `Faults: ${faultTexts(faults).join('; ')}. After the first fault, at least ${inPercent(Math.min(...since))} of all pairs of update and live node were held; at the end ${inPercent(last)}.`;
}

export const faultTimeline = defineChart<FaultRun>({
  id: 'fault-timeline',
  title: 'Effects of the faults',
  heightPx: (run) =>
    stripsHeightPx(faultStrips(run, endOf(run.timeline)).length, barsHeightPx(run.chaos.faults)),
  wide: true,
  pick: ({ series: { chaos, timeline } }) =>
    chaos && timeline?.seconds.length ? { chaos, timeline } : undefined,
  whyAbsent: 'This run injected no fault, or did not record its time.',
  summary,
  option: faultTimelineOption,
});
