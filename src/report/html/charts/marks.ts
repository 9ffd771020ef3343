import type { LineSeriesOption } from 'echarts';
import { fontFamily, palette } from './palette.js';

const rowPx = 13;

export interface Mark {
  name: string;
  /** Place on the horizontal axis; a text ('> deadline') has none and is not drawn. */
  at: number | string | undefined;
}

/** Room above the plot that so many marks need; the axis' name stands above it. */
export const marksHeightPx = (count: number): number => count * rowPx;

/** Dashed vertical lines, named above the plot in a row each, so that close ones do not cover each other's name. */
export function verticalMarks(marks: readonly Mark[]): LineSeriesOption['markLine'] {
  return {
    silent: true,
    symbol: 'none',
    data: marks.flatMap(({ name, at }, row) =>
      typeof at === 'number' ? [{ xAxis: at, name, label: { offset: [0, -row * rowPx] } }] : [],
    ),
    lineStyle: { color: palette.mark, type: 'dashed', width: 1.5 },
    label: {
      formatter: '{b}',
      position: 'end',
      distance: 4,
      color: palette.mark,
      fontFamily,
      fontSize: 12,
      fontWeight: 'bold',
    },
  };
}
