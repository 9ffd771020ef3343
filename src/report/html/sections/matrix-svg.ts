import type { LinkMatrix } from '../../../../bench/analysis/series/report-series.js';
import type { Markup } from '../html.js';
import { cellSize, margin, matrixFrame, round } from './matrix-frame.js';

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

const kinds: readonly State[] = ['degraded', 'down', 'cut'];

/** From whom (rows) to whom (columns) nothing, or little, passes. */
export function matrixSvg(matrix: LinkMatrix, words: string): Markup {
  const { order } = matrix;
  const cell = cellSize(order);
  const states = statesOf(matrix);
  const paths = kinds.map((kind) => `<path class="m-${kind}" d="${cells(states, kind, cell)}"/>`).join('');
  return matrixFrame(order, paths, words);
}
