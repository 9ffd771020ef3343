import type {
  GridComponentOption,
  LineSeriesOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import type { FaultWindow } from '../../../../bench/analysis/series/report-series.js';
import { leftPx, rightPx } from './axes.js';
import { fontFamily, palette } from './palette.js';

const barRowPx = 18;
const topPx = 6;
/** More names than this would push the strips off the page; all are listed below the chart. */
const mostRows = 16;

/** The faults by name, in order of their beginning: a row each. */
function rowsOf(windows: readonly FaultWindow[]): [name: string, turns: FaultWindow[]][] {
  const byName = new Map<string, FaultWindow[]>();
  for (const window of windows) byName.set(window.name, [...(byName.get(window.name) ?? []), window]);
  return [...byName].slice(0, mostRows);
}

/** Room that the bars take above the strips. */
export const barsHeightPx = (windows: readonly FaultWindow[]): number =>
  topPx + rowsOf(windows).length * barRowPx;

/** The name stands where there is room for it: after the last turn, or before the first. */
function bars(windows: readonly FaultWindow[], endMs: number): LineSeriesOption['markArea'] {
  return {
    silent: true,
    itemStyle: { color: palette.faultBar },
    data: rowsOf(windows).flatMap(([name, turns], row) => {
      const [first, last] = [turns[0]!, turns.at(-1)!];
      const isEarly = first.startMs + last.endMs < endMs;
      const bearer = isEarly ? last : first;
      return turns.map((turn): [object, object] => [
        {
          name,
          coord: [turn.startMs / 1000, row + 0.2],
          label: {
            show: turn === bearer,
            position: isEarly ? 'right' : 'left',
            color: palette.text,
            fontFamily,
            fontSize: 12,
          },
        },
        { coord: [turn.endMs / 1000, row + 0.8] },
      ]);
    }),
  };
}

interface FaultBars {
  grid: GridComponentOption;
  xAxis: XAXisComponentOption;
  yAxis: YAXisComponentOption;
  series: LineSeriesOption;
}

/** A bar a window above the strips, on axes of their own at `index`. */
export function faultBars(windows: readonly FaultWindow[], endMs: number, index: number): FaultBars {
  const rows = rowsOf(windows).length;
  const hidden = { type: 'value', gridIndex: index, show: false } as const;
  return {
    grid: { left: leftPx, right: rightPx, top: topPx, height: rows * barRowPx, outerBoundsMode: 'none' },
    xAxis: { ...hidden, min: 0, max: endMs / 1000 },
    yAxis: { ...hidden, min: 0, max: Math.max(1, rows), inverse: true },
    series: {
      type: 'line',
      name: 'Faults',
      symbol: 'none',
      xAxisIndex: index,
      yAxisIndex: index,
      data: [],
      tooltip: { show: false },
      markArea: bars(windows, endMs),
    },
  };
}
