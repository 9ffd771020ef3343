import { intervalText } from '../../../experiment/tune/proof-figures.js';
import type { Proof, ProvenCandidate } from '../../../experiment/tune/tune-result.js';
import { settingText } from '../../../experiment/tune/why.js';
import { scrollTable } from '../figure.js';
import { html, type Markup } from '../html.js';

const verdicts = {
  kept: { style: 'good', word: 'kept' },
  open: { style: 'neutral', word: 'not surely kept' },
  broken: { style: 'bad', word: 'broken' },
} as const;

/** Predicted beside measured, for every candidate. */
export function proofTable(proof: Proof): Markup {
  const head = ['candidate', 'promises', 'figure', 'scenario', 'simulated', 'measured', ''];
  const more =
    proof.disagreements.length > 0 &&
    html`<p class="notice">Simulation and measurement disagree beyond their intervals: ${proof.disagreements.join(' ')}</p>`;
  return html`<h3 class="above">Simulated and measured on ${proof.runtime}, ${proof.repetitions} runs each; means with 95 % intervals</h3>
${scrollTable('Simulated and measured', head, proof.candidates.flatMap(rowsOf))}${more}`;
}

function rowsOf({ predicted, measured, role, compared, disturbed }: ProvenCandidate): Markup[] {
  const { style, word } = verdicts[measured.verdict];
  const present = role === 'present' ? ' (present)' : '';
  const but = disturbed > 0 && html`<br>${disturbed} runs disturbed`;
  return compared.map((one, i) => {
    const first =
      i === 0
        ? html`<th scope="row">${settingText(predicted.setting)}${present}</th><td><span class="${style}">${word}</span>${but}</td>`
        : html`<td></td><td></td>`;
    return html`<tr>${first}<td>${one.what}</td><td>${one.scenario}</td><td>${intervalText(one.predicted)}</td><td>${intervalText(one.measured)}</td><td>${one.disagrees ? html`<span class="bad">disagree</span>` : ''}</td></tr>`;
  });
}
