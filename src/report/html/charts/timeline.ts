import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Timeline, TimelineSecond } from '../../../../bench/analysis/series/report-series.js';
import { duration, formatNumber, quantityText } from '../../format.js';
import { axisTooltip, stillChart } from './axes.js';
import { type ChartLayout, defineChart } from './chart.js';
import { palette } from './palette.js';
import { labelRows, type PlacedPhase, phaseNames, placePhases } from './phase-labels.js';
import {
  type Area,
  namesHeightPx,
  pxPerMs,
  shadedAreas,
  stripAxes,
  stripsHeightPx,
  zoomSlider,
} from './strips.js';
import { rates, type TimelinePanel, timelinePanels, withEnd } from './timeline-panels.js';
import { describePoint, tooltipLines } from './tooltip.js';

export const endOf = ({ seconds, phases }: Timeline): number =>
  Math.max(0, ...phases.map(({ endMs }) => endMs), ...seconds.map(({ atMs }) => atMs + 1000));

/** Every second phase is shaded. */
const phaseAreas = (placed: readonly PlacedPhase[]): Area[] =>
  placed.map(({ window: { phase, startMs, endMs }, row }, index) => ({
    name: phaseNames[phase],
    startMs,
    endMs,
    colour: palette.shade,
    opacity: index % 2 === 0 ? 1 : 0,
    row,
  }));

function panelSeries(panel: TimelinePanel, index: number, areas: readonly Area[]): LineSeriesOption {
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
    markArea: shadedAreas(areas, index === 0),
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
  const areas = phaseAreas(placePhases(timeline.phases, pxPerMs(layout, endMs)));
  const names = panels.map(({ axisName }) => axisName);
  return {
    ...stillChart,
    ...stripAxes(names, { endMs, headPx: namesHeightPx(labelRows), layout }),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    ...(layout.interactive && {
      tooltip: axisTooltip(describePoint(withEnd(timeline.seconds), describeSecond)),
      dataZoom: [zoomSlider(panels.length)],
    }),
    series: panels.map((panel, index) => panelSeries(panel, index, areas)),
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
  heightPx: ({ membersAlive }) => stripsHeightPx(membersAlive?.length ? 4 : 3, namesHeightPx(labelRows)),
  wide: true,
  pick: ({ series }) => (series.timeline?.seconds.length ? series.timeline : undefined),
  whyAbsent: 'This run read no counters over time.',
  summary: ({ seconds }) => {
    const peaks = rates.map(({ name, value, text }) => {
      const peak = seconds.reduce((best, second) => (value(second) > value(best) ? second : best));
      return `${name.toLowerCase()} ${text(peak)}`;
    });
    return `Summed over all nodes, the rates peak at: ${peaks.join(', ')}.`;
  },
  option: timelineOption,
});
