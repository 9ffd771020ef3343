import { stringify } from 'yaml';
import type { Result } from '../../../../bench/result/result.js';
import { toSpecInput } from '../../../../bench/spec/input/to-input.js';
import { specSchema } from '../../../../bench/spec/spec.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';

function copyable(id: string, text: string): Markup {
  return html`<div class="copyable"><button type="button" class="button" data-copy="${id}" hidden>Copy</button><pre id="${id}" tabindex="0"><code>${text}</code></pre></div>`;
}

/** The spec in the form that a user writes; as it is in the result where this version does not know its form. */
function specYaml(spec: Result['spec']): string {
  const known = specSchema.safeParse(spec);
  return stringify(known.success ? toSpecInput(known.data) : spec);
}

/** The resolved spec and the command that runs it again. */
export function specSection({ spec }: Pick<Result, 'spec'>, command: 'run' | 'load' = 'run'): Markup {
  return section(
    'spec',
    'Spec',
    html`<p>To run it again, in this folder:</p>
${copyable('command', `npx gossip-bench ${command} spec.yaml`)}
<details><summary>The resolved spec: every setting, defaults filled in</summary>
${copyable('spec-yaml', specYaml(spec))}</details>`,
  );
}
