import type { DataZoomComponentOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { Timeline, TimelineSecond } from '../../../../bench/analysis/report-series.js';
import { duration, formatNumber, quantityText } from '../../format.js';
import { axisTooltip, leftPx, rightPx, stillChart, valueXAxis, valueYAxis } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { fontFamily, palette } from './palette.js';
import { labelRows, type PlacedPhase, phaseNames, placePhases } from './phase-labels.js';
import { rates, type TimelinePanel, timelinePanels, withEnd } from './timeline-panels.js';
import { describePoint, tooltipLines } from './tooltip.js';

const rowPx = 15;
const topPx = labelRows * rowPx + 34;
const panelPx = 92;
const stridePx = panelPx + 38;

export const endOf = ({ seconds, phases }: Timeline): number =>
  Math.max(0, ...phases.map(({ endMs }) => endMs), ...seconds.map(({ atMs }) => atMs + 1000));

/** Every second phase is shaded; names stand above the first panel alone. */
function phaseAreas(placed: readonly PlacedPhase[], named: boolean): LineSeriesOption['markArea'] {
  return {
    silent: true,
    data: placed.map(({ window, row }, index) => [
      {
        name: phaseNames[window.phase],
        xAxis: window.startMs / 1000,
        itemStyle: { color: palette.shade, opacity: index % 2 === 0 ? 1 : 0 },
        label: {
          show: named && row !== undefined,
          position: 'top',
          offset: [0, -24 - (row ?? 0) * rowPx],
          color: palette.text,
          fontFamily,
          fontSize: 12,
        },
      },
      { xAxis: window.endMs / 1000 },
    ]),
  };
}

function panelSeries(panel: TimelinePanel, index: number, placed: readonly PlacedPhase[]): LineSeriesOption {
  return {
    type: 'line',
    name: panel.name,
    step: 'end',
    symbol: 'none',
    emphasis: { disabled: true },
    xAxisIndex: index,
    yAxisIndex: index,
    data: panel.points,
    lineStyle: { color: panel.colour, width: 2 },
    itemStyle: { color: panel.colour },
    areaStyle: { color: panel.colour, opacity: 0.18 },
    markArea: phaseAreas(placed, index === 0),
  };
}

function zoomSlider(panels: readonly TimelinePanel[]): DataZoomComponentOption {
  return {
    type: 'slider',
    xAxisIndex: panels.map((_, index) => index),
    filterMode: 'none',
    bottom: 4,
    height: 22,
    left: leftPx,
    right: rightPx,
    borderColor: palette.border,
    fillerColor: palette.shade,
    backgroundColor: 'transparent',
    showDetail: false,
    brushSelect: false,
    dataBackground: { lineStyle: { color: palette.border }, areaStyle: { color: palette.grid } },
    selectedDataBackground: { lineStyle: { color: palette.first }, areaStyle: { color: palette.grid } },
    handleStyle: { color: palette.surface, borderColor: palette.muted },
    moveHandleStyle: { color: palette.border },
  };
}

function describeSecond(second: TimelineSecond): string {
  const at = formatNumber(second.atMs / 1000);
  return tooltipLines(
    `Second from ${at} s`,
    rates.map(({ name, text }) => [name, text(second)]),
  );
}

export function timelineOption(timeline: Timeline, layout: ChartLayout): EChartsOption {
  const endMs = endOf(timeline);
  const panels = timelinePanels(timeline, endMs);
  const placed = placePhases(timeline.phases, (layout.widthPx - leftPx - rightPx) / Math.max(1, endMs));
  const lastIndex = panels.length - 1;
  return {
    ...stillChart,
    grid: panels.map((_, index) => ({
      left: leftPx,
      right: rightPx,
      top: topPx + index * stridePx,
      height: panelPx,
      outerBoundsMode: 'none',
    })),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: panels.map((_, gridIndex) => {
      const axis = valueXAxis('time since the start of the run, s', layout.widthPx, {
        min: 0,
        max: endMs / 1000,
      });
      const bare = { name: '', axisLabel: { show: false } };
      return gridIndex === lastIndex ? { ...axis, gridIndex } : { ...axis, ...bare, gridIndex };
    }),
    yAxis: panels.map(({ axisName }, gridIndex) => ({
      ...valueYAxis(axisName),
      gridIndex,
      min: 0,
      splitNumber: 2,
    })),
    ...(layout.interactive && {
      tooltip: axisTooltip(describePoint(withEnd(timeline.seconds), describeSecond)),
      dataZoom: [zoomSlider(panels)],
    }),
    series: panels.map((panel, index) => panelSeries(panel, index, placed)),
  };
}

/** The phases in words, for the list below the chart. */
export const phaseTexts = ({ phases }: Timeline): string[] =>
  phases.map(({ phase, startMs, endMs }) => {
    const from = formatNumber(startMs / 1000);
    const to = formatNumber(endMs / 1000);
    return `${phaseNames[phase]} ${from} to ${to} s (${quantityText(duration(endMs - startMs))})`;
  });

export const timeline = defineChart<Timeline>({
  id: 'timeline',
  title: 'Rates over the run',
  heightPx: ({ membersAlive }) => topPx + (membersAlive?.length ? 4 : 3) * stridePx + 44,
  wide: true,
  pick: ({ series }) => (series.timeline?.seconds.length ? series.timeline : undefined),
  whyAbsent: 'No counters were read over time in this run.',
  summary: ({ seconds }) => {
    const peaks = rates.map(({ name, value, text }) => {
      const peak = seconds.reduce((best, second) => (value(second) > value(best) ? second : best));
      return `${name.toLowerCase()} ${text(peak)}`;
    });
    return `Summed over all nodes, the rates peak at: ${peaks.join(', ')}.`;
  },
  option: timelineOption,
});
