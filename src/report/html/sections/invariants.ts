import type { Metrics } from '../../../../bench/result/result.js';
import { formatNumber } from '../../format.js';
import { scrollTable, section } from '../figure.js';
import { html, type Markup } from '../html.js';

interface Check {
  /** Undefined where nothing is claimed. */
  holds: boolean | undefined;
  text: string;
  found: string;
}

const mustBeZero = (count: number, text: string): Check => ({
  holds: count === 0,
  text,
  found: formatNumber(count),
});

function invariantChecks(invariants: NonNullable<Metrics['invariants']>): Check[] {
  const { lostUpdates, phantomUpdates, equalDigests, versionRegressions, resurrectedKeys } = invariants;
  return [
    mustBeZero(lostUpdates.fromLiveOrigin, 'No update of an origin that kept its memory is lost'),
    mustBeZero(lostUpdates.fromCrashedOrigin, 'No update of an origin that went down is lost'),
    {
      holds: undefined,
      text: 'Updates held by nobody alive (all holders were down at once)',
      found: formatNumber(lostUpdates.heldByNobodyAlive ?? 0),
    },
    mustBeZero(phantomUpdates, 'No node holds an update that no client wrote (phantom)'),
    ...(versionRegressions === undefined
      ? []
      : [mustBeZero(versionRegressions, 'The version of a key never goes back on a node')]),
    ...(resurrectedKeys === undefined
      ? []
      : [mustBeZero(resurrectedKeys, 'A deleted key does not come back')]),
    ...(equalDigests === undefined
      ? []
      : [
          {
            holds: equalDigests,
            text: 'All live nodes end with the same state',
            found: equalDigests ? 'equal digests' : 'unequal digests',
          },
        ]),
  ];
}

/** Under faults a detector may err: how often is a figure there, and no invariant. */
function falsePositives({ detection, recovery }: Metrics): Check[] {
  if (!detection) return [];
  const text = 'No live, connected node is marked failed (false positives)';
  const check = mustBeZero(detection.falsePositives, text);
  return [recovery && !check.holds ? { ...check, holds: undefined } : check];
}

const checks = (metrics: Metrics): Check[] => [
  ...(metrics.invariants ? invariantChecks(metrics.invariants) : []),
  ...falsePositives(metrics),
];

const signs = new Map<boolean | undefined, Markup>([
  [true, html`<span class="good"><span aria-hidden="true">✓</span> holds</span>`],
  [false, html`<span class="bad"><span aria-hidden="true">✗</span> violated</span>`],
  [undefined, html`<span class="neutral">no claim</span>`],
]);

/** What must hold in every run, whatever its speed. */
export function invariantsSection(metrics: Metrics): Markup {
  const rows = checks(metrics).map(
    ({ holds, text, found }) =>
      html`<tr><th scope="row">${text}</th><td>${found}</td><td>${signs.get(holds)}</td></tr>`,
  );
  const body =
    rows.length > 0
      ? scrollTable('Invariants', ['Invariant', 'Found', 'Verdict'], rows)
      : html`<p class="why-absent">The run ended before it could compare the views of its nodes.</p>`;
  return section('invariants', 'Invariants', body);
}
