import type {
  DataZoomComponentOption,
  GridComponentOption,
  LineSeriesOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import { leftPx, rightPx, valueXAxis, valueYAxis } from './axes.js';
import type { ChartLayout } from './chart.js';
import { fontFamily, palette } from './palette.js';

/** Strips above each other, each with a vertical axis of its own over one common time in seconds. */

const rowPx = 15;
const axisNamePx = 34;
const stripPx = 92;
const stridePx = stripPx + 38;

/** Room for so many rows of names above the first strip. */
export const namesHeightPx = (rows: number): number => rows * rowPx;

/** `headPx`: what stands above the first strip and its axis' name. */
export const stripsHeightPx = (strips: number, headPx: number): number =>
  headPx + axisNamePx + strips * stridePx + 44;

export const pxPerMs = ({ widthPx }: ChartLayout, endMs: number): number =>
  (widthPx - leftPx - rightPx) / Math.max(1, endMs);

interface StripAxes {
  grid: GridComponentOption[];
  xAxis: XAXisComponentOption[];
  yAxis: YAXisComponentOption[];
}

/** The frame of strips whose vertical axes bear `names`; only the last one has a time axis. */
export function stripAxes(
  names: readonly string[],
  { endMs, headPx, layout }: { endMs: number; headPx: number; layout: ChartLayout },
): StripAxes {
  const axis = valueXAxis('time since the start of the run, s', layout.widthPx, {
    min: 0,
    max: endMs / 1000,
  });
  const bare = { name: '', axisLabel: { show: false } };
  return {
    grid: names.map((_, index) => ({
      left: leftPx,
      right: rightPx,
      top: headPx + axisNamePx + index * stridePx,
      height: stripPx,
      outerBoundsMode: 'none',
    })),
    xAxis: names.map((_, gridIndex) => ({
      ...axis,
      ...(gridIndex === names.length - 1 ? {} : bare),
      gridIndex,
    })) as XAXisComponentOption[],
    yAxis: names.map((name, gridIndex) => ({
      ...valueYAxis(name),
      gridIndex,
      min: 0,
      splitNumber: 2,
    })) as YAXisComponentOption[],
  };
}

export interface Area {
  name: string;
  startMs: number;
  endMs: number;
  colour: string;
  opacity: number;
  /** Row of its name above the first strip, from 0; undefined where it is not named there. */
  row: number | undefined;
}

/** Stretches of time shaded over a strip; named where the strip is the first. */
export function shadedAreas(areas: readonly Area[], named: boolean): LineSeriesOption['markArea'] {
  return {
    silent: true,
    data: areas.map(({ name, startMs, endMs, colour, opacity, row }) => [
      {
        name,
        xAxis: startMs / 1000,
        itemStyle: { color: colour, opacity },
        label: {
          show: named && row !== undefined,
          position: 'top',
          offset: [0, -24 - (row ?? 0) * rowPx],
          color: palette.text,
          fontFamily,
          fontSize: 12,
        },
      },
      { xAxis: endMs / 1000 },
    ]),
  };
}

/** One slider for the time of all strips. */
export function zoomSlider(strips: number): DataZoomComponentOption {
  return {
    type: 'slider',
    xAxisIndex: Array.from({ length: strips }, (_, index) => index),
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
