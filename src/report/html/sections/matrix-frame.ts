import { html, type Markup, trusted } from '../html.js';

/** In units of the drawing, which scales to its place. */
const plot = 280;
export const margin = 30;
const labelSpacing = 17;

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Of one cell, which is a square. */
export const cellSize = (order: readonly number[]): number => plot / Math.max(1, order.length);

/** Lines between cells, as long as cells are large enough for them. */
function gridLines(nodes: number, cell: number): string {
  if (cell < 8) return '';
  const lines = Array.from({ length: nodes - 1 }, (_, index) => round(margin + (index + 1) * cell));
  return lines.map((at) => `M${at} ${margin}v${plot}M${margin} ${at}h${plot}`).join('');
}

/** Numbers of nodes along both axes, as many as are readable. */
function labels(order: readonly number[], cell: number): string {
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * cell >= labelSpacing) ?? 100;
  return order
    .flatMap((node, position) => {
      if (position % every !== 0) return [];
      const at = round(margin + (position + 0.5) * cell);
      return [
        `<text x="${at}" y="${margin - 4}" text-anchor="middle">${node}</text>`,
        `<text x="${margin - 5}" y="${round(at + 3.5)}" text-anchor="end">${node}</text>`,
      ];
    })
    .join('');
}

/** A drawing with nodes along both axes: senders are rows, receivers columns; `marks` is what its cells show, as SVG. */
export function matrixFrame(order: readonly number[], marks: string, words: string): Markup {
  const cell = cellSize(order);
  const diagonal = order
    .map(
      (_, at) =>
        `M${round(margin + at * cell)} ${round(margin + at * cell)}h${round(cell)}v${round(cell)}h${round(-cell)}z`,
    )
    .join('');
  const size = plot + margin + 6;
  return html`<svg class="matrix" viewBox="0 0 ${size} ${size}" role="img" aria-label="${words}">${trusted(
    `<path class="m-frame" d="M${margin} ${margin}h${plot}v${plot}h${-plot}z"/><path class="m-self" d="${diagonal}"/>${marks}<path class="m-grid" d="${gridLines(order.length, cell)}"/>${labels(order, cell)}<text class="m-axis" x="${margin + plot / 2}" y="9" text-anchor="middle">to node</text><text class="m-axis" transform="rotate(-90)" x="${-margin - plot / 2}" y="9" text-anchor="middle">from node</text>`,
  )}</svg>`;
}
