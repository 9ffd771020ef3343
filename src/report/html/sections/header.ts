import type { Result } from '../../../../bench/result/result.js';
import { duration, quantityText, utcTime } from '../../format.js';
import { nodeName, specName, specNumber, specTexts } from '../../spec-value.js';
import { html, type Markup } from '../html.js';

const badges = {
  pass: { sign: '✓', word: 'Pass' },
  fail: { sign: '✗', word: 'Fail' },
  unknown: { sign: '?', word: 'Unknown' },
} as const;

const endings = {
  failed: 'This run failed',
  interrupted: 'This run was interrupted',
} as const;

function endingNote({ state, phase }: Result): Markup | undefined {
  if (state === 'completed') return undefined;
  return html`<p class="notice" role="note"><strong>${endings[state]}</strong> in phase ${phase}. The report shows what was measured until then and marks what is missing.</p>`;
}

export function reasonList(title: string, reasons: readonly string[]): Markup | undefined {
  if (reasons.length === 0) return undefined;
  return html`<h2 class="minor">${title}</h2><ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;
}

/** The verdict in one word. */
export function verdictBadge({ status }: Result['verdict']): Markup {
  const { sign, word } = badges[status];
  return html`<p class="verdict ${status}"><span class="visually-hidden">Verdict: </span><span aria-hidden="true">${sign}</span> ${word}</p>`;
}

function facts({ context, spec, runId }: Result): Markup {
  const nodes = specNumber(spec, 'cluster', 'nodes');
  const node = nodeName(spec);
  const entries = [
    nodes !== undefined && html`${nodes} nodes${node !== undefined && html` of ${node}`}`,
    html`runtime ${context.runtime}`,
    html`took ${quantityText(duration(context.durationMs))}`,
    html`started <time datetime="${context.startedAt}">${utcTime(context.startedAt)}</time>`,
    html`run <code>${runId}</code>`,
  ];
  return html`<ul class="facts">${entries.map((entry) => entry && html`<li>${entry}</li>`)}</ul>`;
}

/** Name, verdict with its reasons, and what kind of run it was. */
export function header(result: Result, warnings: readonly string[]): Markup {
  const { status, reasons } = result.verdict;
  const title = status === 'pass' ? 'Basis of the verdict' : 'Why';
  return html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench report</p>
<button type="button" id="theme-toggle" class="button" hidden>Theme: system</button></div>
<div class="title-row"><h1>${specName(result.spec)}</h1>
${verdictBadge(result.verdict)}</div>
${facts(result)}
${endingNote(result)}
${reasonList(title, reasons)}
${reasonList('Notes on the figures', warnings)}
${reasonList('Thresholds', specTexts(result.spec, 'thresholds'))}
</header>
`;
}
