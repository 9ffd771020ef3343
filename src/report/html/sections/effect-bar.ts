import type { Effect } from '../../../../bench/comparison/compare-figure.js';
import { html, type Markup } from '../html.js';

const widthPx = 160;
const middlePx = widthPx / 2;
const heightPx = 18;
/** What the bar spans: from a quarter to four times. */
const mostLog2 = 2;

/** The place of a ratio on a logarithmic scale whose middle is 1; what lies beyond it is at its edge. */
const place = (ratio: number): number =>
  Math.round(
    (middlePx + (Math.max(-1, Math.min(1, Math.log2(ratio) / mostLog2)) * (widthPx - 12)) / 2) * 10,
  ) / 10;

/** A ratio and its interval around the line of no difference; undefined where there is no ratio. */
export function effectBar(effect: Effect | undefined, label: string): Markup | undefined {
  if (effect?.kind !== 'ratio') return undefined;
  const [low, value, high] = [place(effect.low), place(effect.value), place(effect.high)];
  return html`<svg class="effect" viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="${label}">
<line class="e-none" x1="${middlePx}" x2="${middlePx}" y1="0" y2="${heightPx}"/>
<line class="e-interval" x1="${low}" x2="${high}" y1="9" y2="9"/>
<circle class="e-value" cx="${value}" cy="9" r="4"/></svg>`;
}
