import type {
  GridComponentOption,
  TooltipComponentOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import { formatNumber } from '../../format.js';
import { fontFamily, palette } from './palette.js';

export const leftPx = 58;
export const rightPx = 18;

const labelStyle = { color: palette.muted, fontSize: 12, fontFamily };
const nameStyle = { color: palette.text, fontSize: 12, fontFamily };

const axisLook = {
  axisLine: { show: true, lineStyle: { color: palette.border } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: palette.grid } },
};

/** How many ticks fit: labels of about seven signs need some 70 px each. */
export const ticksFor = (widthPx: number): number =>
  Math.max(2, Math.floor((widthPx - leftPx - rightPx) / 70));

/** Large numbers short enough for an axis: 120,000 is '120k'. */
export function shortNumber(value: number): string {
  if (Math.abs(value) >= 1e6) return `${formatNumber(value / 1e6)}M`;
  if (Math.abs(value) >= 1e4) return `${formatNumber(value / 1e3)}k`;
  return formatNumber(value);
}

/** A horizontal axis of numbers, its name with the unit below it. */
export function valueXAxis(
  name: string,
  widthPx: number,
  bounds: { min?: number; max?: number },
): XAXisComponentOption {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: nameStyle,
    axisLabel: { ...labelStyle, formatter: shortNumber, hideOverlap: true },
    splitNumber: Math.min(8, ticksFor(widthPx)),
    ...axisLook,
    splitLine: { show: false },
    ...bounds,
  };
}

export function categoryXAxis(name: string, categories: readonly string[]): XAXisComponentOption {
  return {
    type: 'category',
    name,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: nameStyle,
    axisLabel: { ...labelStyle, hideOverlap: true },
    data: [...categories],
    ...axisLook,
  };
}

/** A vertical axis whose name with the unit stands above it, from the left edge on, so that it is read without turning. */
export function valueYAxis(
  name: string,
  format: (value: number) => string = shortNumber,
  bounds: { min?: number; max?: number; interval?: number; nameGap?: number } = {},
): YAXisComponentOption {
  return {
    type: 'value',
    name,
    nameLocation: 'end',
    nameGap: 12,
    nameTextStyle: { ...nameStyle, align: 'left', padding: [0, 0, 0, 8 - leftPx] },
    axisLabel: { ...labelStyle, formatter: format },
    splitNumber: 4,
    ...axisLook,
    axisLine: { show: false },
    ...bounds,
  };
}

export const gridBox = (top: number): GridComponentOption => ({
  left: leftPx,
  right: rightPx,
  top,
  bottom: 44,
  outerBoundsMode: 'none',
});

/** The tooltip in the page's own colours; it never leaves its chart, so a phone does not scroll sideways. */
export function axisTooltip(formatter: (params: unknown) => string): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.surface,
    borderColor: palette.border,
    textStyle: { color: palette.text, fontSize: 13, fontFamily },
    axisPointer: { type: 'line', lineStyle: { color: palette.muted }, label: { show: false } },
    formatter: (params) => formatter(params),
  };
}

export const legendLook = {
  top: 0,
  right: 0,
  itemWidth: 18,
  itemHeight: 8,
  icon: 'roundRect',
  selectedMode: false as const,
  backgroundColor: 'transparent',
  borderColor: 'transparent',
  textStyle: { color: palette.text, fontSize: 12, fontFamily },
};

/** Settings that every chart shares: no movement, no emphasis that would compute on CSS variables. */
export const stillChart = {
  animation: false,
  textStyle: { fontFamily },
  color: [palette.first, palette.second, palette.third],
};
