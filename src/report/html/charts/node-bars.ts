import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { NodeSeries } from '../../../../bench/analysis/series/report-series.js';
import {
  axisTooltip,
  categoryXAxis,
  gridBox,
  leftPx,
  legendLook,
  rightPx,
  shortNumber,
  stillChart,
  valueYAxis,
} from './axes.js';
import type { ChartLayout } from './chart.js';
import { describePoint, tooltipLines } from './tooltip.js';

export interface NodeFigure {
  name: string;
  colour: string;
  /** What the axis shows, in the axis' unit; undefined where the node has no such reading. */
  value: (node: NodeSeries) => number | undefined;
  /** The same with its unit, for the tooltip. */
  text: (node: NodeSeries) => string;
}

export interface NodeBars {
  axisName: string;
  figures: readonly NodeFigure[];
}

function bars(nodes: readonly NodeSeries[], { name, colour, value }: NodeFigure): BarSeriesOption {
  return {
    type: 'bar',
    name,
    data: nodes.map((node) => value(node) ?? '-'),
    itemStyle: { color: colour },
    barMaxWidth: 28,
    barGap: '10%',
    emphasis: { disabled: true },
  };
}

/** Bars narrower than this run into each other; a stepped line shows the same and stays readable. */
const thinnestBarPx = 2.5;

function outline(nodes: readonly NodeSeries[], { name, colour, value }: NodeFigure): LineSeriesOption {
  return {
    type: 'line',
    step: 'middle',
    symbol: 'none',
    name,
    data: nodes.map((node) => value(node) ?? '-'),
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 1.5 },
    emphasis: { disabled: true },
  };
}

/** Bars over the nodes, one series a figure; the same scale for all. */
export function nodeBarsOption({ axisName, figures }: NodeBars) {
  return (nodes: readonly NodeSeries[], layout: ChartLayout): EChartsOption => {
    const describe = (node: NodeSeries): string =>
      tooltipLines(
        `Node ${node.node}`,
        figures.map(({ name, text }) => [name, text(node)]),
      );
    const plotPx = layout.widthPx - leftPx - rightPx;
    const isDense = plotPx / (nodes.length * figures.length) < thinnestBarPx;
    return {
      ...stillChart,
      grid: gridBox(figures.length > 1 ? 58 : 36),
      ...(figures.length > 1 && { legend: legendLook }),
      xAxis: categoryXAxis(
        'node',
        nodes.map(({ node }) => String(node)),
      ),
      yAxis: valueYAxis(axisName, shortNumber, { min: 0 }),
      ...(layout.interactive && { tooltip: axisTooltip(describePoint(nodes, describe)) }),
      series: figures.map((figure) => (isDense ? outline(nodes, figure) : bars(nodes, figure))),
    };
  };
}

/** Lowest and highest figure over the nodes, as in '31 to 48'. */
export function rangeText(
  nodes: readonly NodeSeries[],
  value: (node: NodeSeries) => number | undefined,
  text: (value: number) => string,
): string {
  const values = nodes.flatMap((node) => value(node) ?? []);
  if (values.length === 0) return 'not measured';
  return `${text(Math.min(...values))} to ${text(Math.max(...values))}`;
}
