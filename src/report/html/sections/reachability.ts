import { mostMatrixNodes } from '../../../../bench/analysis/series/link-matrices.js';
import type { LinkMatrix } from '../../../../bench/analysis/series/report-series.js';
import { formatNumber } from '../../format.js';
import type { ChartSource } from '../charts/chart.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { linkWords } from './link-words.js';
import { matrixSvg } from './matrix-svg.js';

/** A storm of many short faults would fill the page. */
const mostMatrices = 24;
const mostWindows = 4;

const key = html`<ul class="matrix-key facts"><li><span class="swatch m-cut" aria-hidden="true"></span> cut: no message passes</li><li><span class="swatch m-degraded" aria-hidden="true"></span> degraded: delayed, lost in part, or slowed</li><li><span class="swatch m-down" aria-hidden="true"></span> the node is down</li></ul>`;

function windowsText({ windows }: LinkMatrix): string {
  const shown = windows
    .slice(0, mostWindows)
    .map(({ startMs, endMs }) => `${formatNumber(startMs / 1000)} to ${formatNumber(endMs / 1000)} s`);
  const rest = windows.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more times` : shown.join(', ');
}

function matrixFigure(matrix: LinkMatrix): Markup {
  const words = linkWords(matrix);
  return html`<figure class="chart"><h3>${matrix.name}</h3><p class="window">${windowsText(matrix)}</p>${matrixSvg(matrix, `${matrix.name}. ${words}`)}<figcaption>${words}</figcaption></figure>`;
}

const whyAbsent = (nodes = 0): string =>
  nodes > mostMatrixNodes
    ? `Matrices of more than ${mostMatrixNodes} nodes are not drawn; the journal lists the links of each fault.`
    : 'No fault of this run affected how nodes reach each other.';

/** One matrix a fault: rows from, columns to. */
export function reachabilitySection({ series }: ChartSource, nodes: number | undefined): Markup {
  const matrices = series.chaos?.links ?? [];
  const rest = matrices.length - mostMatrices;
  const more = rest > 0 && html`<p class="lead">The journal has ${rest} more.</p>`;
  const body =
    matrices.length > 0
      ? html`${key}<div class="matrices">${matrices.slice(0, mostMatrices).map(matrixFigure)}</div>${more}`
      : html`<p class="why-absent">${whyAbsent(nodes)}</p>`;
  return section(
    'reachability',
    'Who could reach whom',
    body,
    'During each fault. Rows are senders, columns receivers; nodes of one side are adjacent.',
  );
}
