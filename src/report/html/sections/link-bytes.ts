import type { CarriedBytes } from '../../../../bench/analysis/series/report-series.js';
import { bytes, percent, quantityText } from '../../format.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { cellSize, margin, matrixFrame, round } from './matrix-frame.js';

/** Opacity of the link that carried least; that of the one that carried most is 1, and one that carried nothing is empty. */
const faintest = 0.12;

function cells({ nodes, rows }: CarriedBytes, most: number): string {
  const cell = cellSize(nodes);
  const side = round(cell);
  return rows
    .flatMap((row, from) =>
      row.map((count, to) => {
        if (count <= 0) return '';
        const opacity = round(faintest + (1 - faintest) * (count / most));
        const [x, y] = [round(margin + to * cell), round(margin + from * cell)];
        const title = `n${nodes[from]} to n${nodes[to]}: ${quantityText(bytes(count))}`;
        return `<rect class="m-bytes" x="${x}" y="${y}" width="${side}" height="${side}" fill-opacity="${opacity}"><title>${title}</title></rect>`;
      }),
    )
    .join('');
}

/** The links that carried most, the total, and how even it was: what the drawing shows, in words. */
function wordsOf({ nodes, rows }: CarriedBytes): string {
  const links = rows.flatMap((row, from) =>
    row.flatMap((count, to) => (from === to ? [] : [{ from: nodes[from], to: nodes[to], count }])),
  );
  const total = links.reduce((sum, { count }) => sum + count, 0);
  const [most] = [...links].sort((a, b) => b.count - a.count);
  const least = Math.min(...links.map(({ count }) => count));
  if (!most || total <= 0) return 'No link carried anything.';
  const mean = total / links.length;
  return `${quantityText(bytes(total))} over ${links.length} links, ${quantityText(bytes(mean))} each on average; most from n${most.from} to n${most.to}: ${quantityText(bytes(most.count))} (${quantityText(percent(most.count / total))} of all), least ${quantityText(bytes(least))}.`;
}

/** What each link carried, as a matrix: rows from, columns to. */
export function linkBytesSection(carried: CarriedBytes): Markup {
  const most = Math.max(...carried.rows.flat());
  const words = wordsOf(carried);
  const drawing = matrixFrame(
    carried.nodes,
    most > 0 ? cells(carried, most) : '',
    `Bytes of every link. ${words}`,
  );
  return section(
    'link-bytes',
    'What each link carried',
    html`<div class="matrices"><figure class="chart">${drawing}<figcaption>${words}</figcaption></figure></div>`,
    'From the end of the warm-up to the end of the run, counted outside of the nodes, with the headers of IP, TCP and UDP. Rows are senders, columns receivers; the stronger the colour, the more.',
  );
}
