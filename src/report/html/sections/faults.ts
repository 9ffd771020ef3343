import type { Result } from '../../../../bench/result/result.js';
import { duration, formatNumber, latency, quantityText } from '../../format.js';
import { scrollTable, section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { faultQuantity, fieldName } from './fault-quantity.js';
import { nodeList } from './link-words.js';

type Fault = Result['faults'][number];

/** On the timeline's own clock: from the journal's first event on. */
function windowText({ window }: Fault): string {
  const until = window.endMs === undefined ? 'the end' : quantityText(duration(window.endMs));
  return `${quantityText(duration(window.startMs))} to ${until}`;
}

function confirmation({ confirmed, reasons }: Fault): Markup {
  const word = confirmed
    ? html`<span class="good"><span aria-hidden="true">✓</span> confirmed</span>`
    : html`<span class="bad"><span aria-hidden="true">✗</span> not confirmed</span>`;
  return html`${word}${reasons.map((reason) => html`<br>${reason}`)}`;
}

const skewText = ({ skewMs, healSkewMs }: Fault): string => {
  const applied = quantityText(latency(skewMs));
  return healSkewMs === undefined ? applied : `${applied}, at the heal ${quantityText(latency(healSkewMs))}`;
};

const touched = ({ links, nodes }: Fault): string =>
  nodes ? nodeList(nodes) : `${formatNumber(links)} links`;

/** One row a field, asked and measured side by side; what describes the whole fault stands in its first row. */
function faultRows(fault: Fault): Markup[] {
  const asked = Object.keys(fault.asked);
  // Probes go over links: a fault of nodes has none.
  const measured = Object.keys(fault.measured).filter((field) => !fault.nodes || field !== 'probes');
  const fields = [...new Set([...asked, ...measured])];
  const rows = fields.length > 0 ? fields : ['–'];
  const whole = html`<td rowspan="${rows.length}">${confirmation(fault)}</td><td rowspan="${rows.length}">${touched(fault)}</td><td rowspan="${rows.length}">${windowText(fault)}</td><td rowspan="${rows.length}">${skewText(fault)}</td>`;
  return rows.map(
    (field, index) =>
      html`<tr>${index === 0 && html`<th scope="rowgroup" rowspan="${rows.length}">${fault.name}</th>`}<th scope="row">${fieldName(field)}</th><td>${faultQuantity(field, fault.asked[field])}</td><td class="measured">${faultQuantity(field, fault.measured[field])}</td>${index === 0 && whole}</tr>`,
  );
}

/** Faults, and the quality of the links, as asked and as measured by probes over those very links. */
export function faultsSection(faults: Result['faults']): Markup {
  const lead =
    'A fault counts as confirmed only after it was read back from the proxies and probed by canaries over the affected links; where the nodes take no canaries, by read-back alone, which is said then.';
  if (faults.length === 0) {
    return section(
      'faults',
      'Faults',
      html`<p class="why-absent">This run injected no fault and did not change its links.</p>`,
    );
  }
  const head = [
    'Fault',
    'Quantity',
    'Requested',
    'Measured',
    'Confirmed',
    'Touched',
    'Window',
    'Skew first to last link',
  ];
  return section(
    'faults',
    'Faults',
    scrollTable('Faults, requested and measured', head, faults.flatMap(faultRows)),
    lead,
  );
}
