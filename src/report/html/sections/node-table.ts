import type { NodeSeries } from '../../../../bench/analysis/report-series.js';
import { bytes, formatNumber, quantityText } from '../../format.js';
import { scrollTable } from '../figure.js';
import { html, type Markup } from '../html.js';

const orNot = (value: number | undefined): string =>
  value === undefined ? 'not sampled' : formatNumber(value);

/** The figures behind the bars, for reading off and for screen readers. */
export function nodeTable(nodes: readonly NodeSeries[] | undefined): Markup | undefined {
  if (!nodes?.length) return undefined;
  const rows = nodes.map(
    (node) =>
      html`<tr><th scope="row">${node.node}</th><td>${quantityText(bytes(node.bytesSent))}</td><td>${formatNumber(node.messagesSent)}</td><td>${formatNumber(node.copiesSent)}</td><td>${orNot(node.cpuMsPerSecond)}</td><td>${orNot(node.memoryMiB)}</td></tr>`,
  );
  const head = ['Node', 'Bytes sent', 'Messages sent', 'Copies sent', 'CPU, ms per s', 'Memory, MiB'];
  return html`<details><summary>Figures of each node as a table</summary>${scrollTable('Figures of each node', head, rows)}</details>`;
}
