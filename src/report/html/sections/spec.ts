import { stringify } from 'yaml';
import type { Result } from '../../../../bench/result.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';

function copyable(id: string, text: string): Markup {
  return html`<div class="copyable"><button type="button" class="button" data-copy="${id}" hidden>Copy</button><pre id="${id}" tabindex="0"><code>${text}</code></pre></div>`;
}

/** The resolved spec and the command that runs it again. */
export function specSection({ spec }: Result): Markup {
  return section(
    'spec',
    'Spec',
    html`<p>To run it again, in this run's folder:</p>
${copyable('command', 'npx gossip-bench run spec.yaml')}
<details><summary>The resolved spec: every setting, defaults filled in</summary>
${copyable('spec-yaml', stringify(spec))}</details>`,
  );
}
