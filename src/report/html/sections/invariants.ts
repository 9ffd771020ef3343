import type { Metrics } from '../../../../bench/result.js';
import { formatNumber } from '../../format.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';

interface Check {
  holds: boolean | undefined;
  text: string;
}

const mustBeZero = (count: number, text: string): Check => ({
  holds: count === 0,
  text: `${text}: ${formatNumber(count)}`,
});

function checks({ invariants, detection }: Metrics): Check[] {
  const found: Check[] = [];
  if (invariants) {
    const { lostUpdates, phantomUpdates, equalDigests } = invariants;
    found.push(
      mustBeZero(lostUpdates.fromLiveOrigin, 'Updates lost although their origin lived'),
      {
        holds: undefined,
        text: `Updates lost with their crashed origin: ${formatNumber(lostUpdates.fromCrashedOrigin)}`,
      },
      mustBeZero(phantomUpdates, 'Phantom updates, which no client wrote'),
    );
    if (equalDigests !== undefined) {
      const text = equalDigests
        ? 'At the end all live nodes held the same state'
        : 'At the end the states of live nodes differed';
      found.push({ holds: equalDigests, text });
    }
  }
  if (detection)
    found.push(mustBeZero(detection.falsePositives, 'Live nodes that were marked failed (false positives)'));
  return found;
}

const signs = new Map<boolean | undefined, Markup>([
  [true, html`<span class="good"><span aria-hidden="true">✓</span> holds</span>`],
  [false, html`<span class="bad"><span aria-hidden="true">✗</span> violated</span>`],
  [undefined, html`<span class="neutral">no claim</span>`],
]);

/** What must hold in every run, whatever its speed. */
export function invariantsSection(metrics: Metrics): Markup {
  const found = checks(metrics);
  const body =
    found.length > 0
      ? html`<ul class="checks">${found.map(({ holds, text }) => html`<li>${signs.get(holds)} <span>${text}</span></li>`)}</ul>`
      : html`<p class="why-absent">The run ended before the views of its nodes could be compared.</p>`;
  return section('invariants', 'Invariants', body);
}
