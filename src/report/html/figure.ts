import type { Chart } from './charts/chart.js';
import { drawSvg } from './charts/draw-svg.js';
import { html, type Markup, trusted } from './html.js';

/** Widths for which still pictures are drawn: a phone, half of a page, a whole page. */
const narrowPx = 320;
const halfPx = 540;
const widePx = 1080;

/** A chart with its title and its words. Both still pictures are in the page; its style shows the one that fits. */
export function chartFigure<S>(chart: Chart<S>, source: S, after?: Markup): Markup {
  const drawing = chart.drawing(source);
  const absent = (why: string): Markup =>
    html`<figure class="chart absent"><h3>${chart.title}</h3><p class="why-absent">${why}</p></figure>`;
  if (!drawing) return absent(chart.whyAbsent);
  const still = (widthPx: number, size: string): Markup =>
    html`<div class="still ${size}">${trusted(drawSvg(drawing, widthPx, `${chart.id}-${size}`))}</div>`;
  let stills: Markup;
  try {
    stills = html`${still(narrowPx, 'narrow')}${still(chart.wide ? widePx : halfPx, 'broad')}`;
  } catch {
    // The library refuses values that no axis can show, as a folder of results from elsewhere may hold.
    return absent('This chart cannot be drawn: its values are too small or too large for any axis.');
  }
  const label = `${chart.title}. ${drawing.summary}`;
  return html`<figure class="chart${chart.wide ? ' full' : ''}">
<h3>${chart.title}</h3>
<div class="canvas" data-chart="${chart.id}" data-height="${drawing.heightPx}" role="img" aria-label="${label}">${stills}</div>
<figcaption>${drawing.summary}</figcaption>
${after}</figure>`;
}

/** A section of the page with its anchor. */
export function section(id: string, title: string, body: Markup, lead?: string): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${body}
</section>
`;
}

/** A table that scrolls sideways in a box of its own, which the keyboard can reach. */
export function scrollTable(label: string, head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
