import type { LinkMatrix } from '../../../../bench/analysis/series/report-series.js';
import { html, type Markup, trusted } from '../html.js';

/** In units of the drawing, which scales to its place. */
const plot = 280;
const margin = 30;
const labelSpacing = 17;

type State = 'cut' | 'degraded' | 'down';

/** Rectangles of one state, neighbours in a row drawn as one. */
function cells(states: readonly (readonly (State | undefined)[])[], wanted: State, cell: number): string {
  const inset = wanted === 'degraded' ? cell / 4 : 0;
  const rectangles: string[] = [];
  for (const [row, line] of states.entries()) {
    for (let column = 0; column < line.length; column += 1) {
      if (line[column] !== wanted) continue;
      let end = column + 1;
      while (inset === 0 && line[end] === wanted) end += 1;
      const [x, y] = [margin + column * cell + inset, margin + row * cell + inset];
      const [width, height] = [(end - column) * cell - 2 * inset, cell - 2 * inset];
      rectangles.push(`M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`);
      column = end - 1;
    }
  }
  return rectangles.join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;

function statesOf({ order, cut, degraded, down }: LinkMatrix): (State | undefined)[][] {
  const place = new Map(order.map((node, position) => [node, position]));
  const states = order.map(() => new Array<State | undefined>(order.length).fill(undefined));
  const mark = (pairs: LinkMatrix['cut'], state: State): void => {
    for (const [from, to] of pairs) {
      const [row, column] = [place.get(from), place.get(to)];
      if (row !== undefined && column !== undefined) states[row]![column] = state;
    }
  };
  mark(degraded, 'degraded');
  const others = (node: number) => order.filter((other) => other !== node);
  for (const node of down) {
    mark(
      others(node).flatMap((other) => [[node, other] as const, [other, node] as const]),
      'down',
    );
  }
  mark(cut, 'cut');
  return states;
}

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

const kinds: readonly State[] = ['degraded', 'down', 'cut'];

/** From whom (rows) to whom (columns) nothing, or little, passes. */
export function matrixSvg(matrix: LinkMatrix, words: string): Markup {
  const { order } = matrix;
  const cell = plot / Math.max(1, order.length);
  const states = statesOf(matrix);
  const diagonal = order
    .map(
      (_, at) =>
        `M${round(margin + at * cell)} ${round(margin + at * cell)}h${round(cell)}v${round(cell)}h${round(-cell)}z`,
    )
    .join('');
  const paths = kinds.map((kind) => `<path class="m-${kind}" d="${cells(states, kind, cell)}"/>`).join('');
  const size = plot + margin + 6;
  return html`<svg class="matrix" viewBox="0 0 ${size} ${size}" role="img" aria-label="${words}">${trusted(
    `<path class="m-frame" d="M${margin} ${margin}h${plot}v${plot}h${-plot}z"/><path class="m-self" d="${diagonal}"/>${paths}<path class="m-grid" d="${gridLines(order.length, cell)}"/>${labels(order, cell)}<text class="m-axis" x="${margin + plot / 2}" y="9" text-anchor="middle">to node</text><text class="m-axis" transform="rotate(-90)" x="${-margin - plot / 2}" y="9" text-anchor="middle">from node</text>`,
  )}</svg>`;
}
