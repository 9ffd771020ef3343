import type { NodeSeries } from '../../../../bench/analysis/series/report-series.js';
import { bytes, formatNumber, quantityText } from '../../format.js';
import { scrollTable } from '../figure.js';
import { html, type Markup } from '../html.js';

const orNot = (value: number | undefined, text: (value: number) => string = formatNumber): string =>
  value === undefined ? 'not reported' : text(value);

/** Nobody reads more; result.json and the journal have them all. */
const mostRows = 500;

/** The figures behind the bars, for reading off and for screen readers. */
export function nodeTable(nodes: readonly NodeSeries[] | undefined): Markup | undefined {
  if (!nodes?.length) return undefined;
  const rows = nodes
    .slice(0, mostRows)
    .map(
      (node) =>
        html`<tr><th scope="row">${node.node}</th><td>${orNot(node.bytesSent, (count) => quantityText(bytes(count)))}</td><td>${orNot(node.messagesSent)}</td><td>${orNot(node.copiesSent)}</td><td>${orNot(node.cpuMsPerSecond)}</td><td>${orNot(node.memoryMiB)}</td></tr>`,
    );
  const head = ['Node', 'Bytes sent', 'Messages sent', 'Copies sent', 'CPU, ms per s', 'Memory, MiB'];
  const whose = nodes.length > mostRows ? `the first ${mostRows} of ${nodes.length} nodes` : 'each node';
  return html`<details><summary>Figures of ${whose} as a table</summary>${scrollTable('Figures of each node', head, rows)}</details>`;
}
