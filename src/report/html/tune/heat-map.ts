import type { Cell, Landscape } from '../../../../bench/search/tuning/landscape.js';
import { formatNumber } from '../../format.js';
import { shortNumber } from '../charts/axes.js';
import { html, type Markup, trusted } from '../html.js';
import type { TuneChartSource } from './tune-chart-source.js';

/** In units of the drawing, which scales to its place. */
const cellWidth = 50;
const cellHeight = 30;
const left = 62;
const top = 26;

/** Prices over two parameters, darker where dearer, with the border of the promises. */
export function heatMap({ answer, costs, parameters }: TuneChartSource): Markup {
  const { landscape } = answer;
  if (!landscape) {
    return html`<figure class="chart absent"><h3>Prices over two parameters</h3><p class="why-absent">The search has fewer than two ordered parameters, or tried too few settings.</p></figure>`;
  }
  const [x, y] = [parameters[landscape.x]!, parameters[landscape.y]!];
  const words = summaryOf(landscape, costs[0]!, x.name, y.name);
  const width = left + x.levels.length * cellWidth + 8;
  const height = top + y.levels.length * cellHeight + 40;
  const chosen = answer.recommended?.setting;
  const at = chosen && ([x.levels.indexOf(chosen[x.name]!), y.levels.indexOf(chosen[y.name]!)] as const);
  return html`<figure class="chart full"><h3>${costs[0]} over ${x.name} and ${y.name}</h3>
<div class="scroll-map"><svg class="heat" viewBox="0 0 ${width} ${height}" style="min-width:${Math.min(width, 640)}px" role="img" aria-label="${words}">${trusted(
    cellsSvg(landscape) + borderSvg(landscape) + (at ? markSvg(at[0], at[1]) : '') + axesSvg(x, y),
  )}</svg></div>
<figcaption>${words}</figcaption></figure>`;
}

const corner = ({ x, y }: Pick<Cell, 'x' | 'y'>): [number, number] => [
  left + x * cellWidth,
  top + y * cellHeight,
];

function cellsSvg({ cells }: Landscape): string {
  const prices = cells.flatMap(({ price }) => (price === undefined ? [] : [Math.log(price)]));
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  return cells
    .map((cell) => {
      const [px, py] = corner(cell);
      const box = `x="${px}" y="${py}" width="${cellWidth}" height="${cellHeight}"`;
      if (cell.state === 'excluded') return `<rect class="h-none" ${box}/>`;
      if (cell.price === undefined) return '';
      const share = high > low ? (Math.log(cell.price) - low) / (high - low) : 0;
      const text = `<text x="${px + cellWidth / 2}" y="${py + cellHeight / 2 + 4}" text-anchor="middle">${shortNumber(cell.price)}</text>`;
      return `<rect class="h-price" fill-opacity="${(0.06 + 0.5 * share).toFixed(2)}" ${box}/>${text}`;
    })
    .join('');
}

/** Lines between cells that keep the promises and cells that do not. */
function borderSvg({ cells }: Landscape): string {
  const keeps = new Map(
    cells.flatMap(({ x, y, excess }) => (excess === undefined ? [] : [[`${x},${y}`, excess <= 0] as const])),
  );
  const lines = cells.flatMap((cell) => {
    const [px, py] = corner(cell);
    const here = keeps.get(`${cell.x},${cell.y}`);
    const differs = (x: number, y: number): boolean => {
      const there = keeps.get(`${x},${y}`);
      return here !== undefined && there !== undefined && here !== there;
    };
    return [
      ...(differs(cell.x + 1, cell.y) ? [`M${px + cellWidth} ${py}v${cellHeight}`] : []),
      ...(differs(cell.x, cell.y + 1) ? [`M${px} ${py + cellHeight}h${cellWidth}`] : []),
    ];
  });
  return `<path class="h-border" d="${lines.join('')}"/>`;
}

function markSvg(x: number, y: number): string {
  const [px, py] = corner({ x, y });
  return `<rect class="h-chosen" x="${px + 2}" y="${py + 2}" width="${cellWidth - 4}" height="${cellHeight - 4}" rx="4"/>`;
}

type Axis = TuneChartSource['parameters'][number];

function axesSvg(x: Axis, y: Axis): string {
  const columns = x.levels.map((level, i) => {
    const at = left + (i + 0.5) * cellWidth;
    return `<text x="${at}" y="${top + y.levels.length * cellHeight + 16}" text-anchor="middle">${level}</text>`;
  });
  const rows = y.levels.map(
    (level, i) =>
      `<text x="${left - 8}" y="${top + (i + 0.5) * cellHeight + 4}" text-anchor="end">${level}</text>`,
  );
  const names = `<text class="h-axis" x="${left + (x.levels.length * cellWidth) / 2}" y="${top + y.levels.length * cellHeight + 34}" text-anchor="middle">${x.name}</text><text class="h-axis" x="${left - 8}" y="${top - 10}" text-anchor="end">${y.name}</text>`;
  return [...columns, ...rows, names].join('');
}

function summaryOf({ cells }: Landscape, cost: string, x: string, y: string): string {
  const shown = cells.filter(({ state }) => state === 'simulated');
  const kept = shown.filter(({ excess }) => excess !== undefined && excess <= 0);
  const prices = kept.flatMap(({ price }) => (price === undefined ? [] : [price]));
  const range =
    prices.length === 0
      ? 'None keeps the promises.'
      : `${kept.length} of ${shown.length} settings that were tried keep the promises, at ${formatNumber(Math.min(...prices))} to ${formatNumber(Math.max(...prices))}.`;
  return `${cost} over ${x} (across) and ${y} (down), the other parameters as recommended. ${range} The line bounds the settings that keep the promises with reserve. Blank: not tried. Grey: ruled out by theory, impossible, or not searched.`;
}
