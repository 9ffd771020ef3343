import type { Analysis } from '../analysis/analysis.js';
import type { Spec } from '../spec/spec.js';
import type { Findings } from './findings.js';

const figures = {
  lost: 'invariants.lostUpdates.fromLiveOrigin',
  phantoms: 'invariants.phantomUpdates',
  versions: 'invariants.versionRegressions',
} as const;

/**
 * What must hold in every run, whatever its thresholds; except for `documented`, the names of the figures whose failure the
 * scenario is there to show.
 */
export function invariantFindings(
  spec: Spec,
  analysis: Analysis,
  documented: ReadonlySet<string> = new Set(),
): Findings {
  const excused = (part: Part, ...names: string[]): Part =>
    names.some((name) => documented.has(name)) ? asDocumented(part) : part;
  const parts = [
    crashes(analysis),
    excused(losses(spec, analysis), figures.lost),
    // Views that differ are what lost and invented updates, and old versions, come to.
    excused(digests(spec, analysis), figures.lost, figures.phantoms, figures.versions),
    excused(phantoms(analysis), figures.phantoms),
    excused(versions(analysis), figures.versions),
    delivery(spec, analysis),
  ];
  return {
    broken: parts.flatMap(({ broken = [] }) => broken),
    unclear: parts.flatMap(({ unclear = [] }) => unclear),
    checked: parts.flatMap(({ checked = [] }) => checked),
  };
}

type Part = Partial<Findings>;

const asDocumented = ({ broken = [], unclear = [], checked = [] }: Part): Part => ({
  unclear,
  checked: [...broken.map((text) => `Failed as documented: ${text}`), ...checked],
});

const crashes = ({ crashes }: Analysis): Part => ({
  broken: crashes.map(({ node }) => `Node n${node} ended, and no fault caused it.`),
});

/**
 * Whether the protocol as configured promises that everything arrives. Rumors alone do not: each node loses interest
 * some time, and a residue is expected (Demers 1987, section 1.4); nor does a node that was told to stop.
 */
function promisesDelivery({ protocol }: Spec): boolean {
  const repairs = protocol.mode === 'anti-entropy' || protocol.repairIntervalMs > 0;
  return repairs && protocol.maxRounds === 0 && protocol.maxTimeMs === 0;
}

const unpromised =
  'without repair, or with a limit on rounds or time, theory predicts a residue, and this breaks no invariant';

function losses(spec: Spec, { metrics, disturbances }: Analysis): Part {
  const lost = metrics.invariants?.lostUpdates;
  if (!lost) return {};
  const fromCrashed =
    lost.fromCrashedOrigin > 0
      ? [
          `${lost.fromCrashedOrigin} updates were lost with the crashed node that had accepted them; no protocol can save those.`,
        ]
      : [];
  if (lost.fromLiveOrigin === 0) {
    return { checked: ['Every live node holds every update that a live node accepted.', ...fromCrashed] };
  }
  const text = `${lost.fromLiveOrigin} updates accepted by nodes that did not crash are missing at some live node`;
  if (!promisesDelivery(spec)) return { checked: [`${text}: ${unpromised}.`, ...fromCrashed] };
  // A receipt that overflowed looks like an update that never came.
  const isEvidence = disturbances.every(({ kind }) => kind !== 'journalLost');
  return isEvidence
    ? { broken: [`${text}.`], checked: fromCrashed }
    : { unclear: [`${text}, according to the journals.`] };
}

function digests(spec: Spec, { metrics }: Analysis): Part {
  const equal = metrics.invariants?.equalDigests;
  if (equal === undefined) return {};
  if (equal) return { checked: ['All live nodes ended with equal views (equal digests).'] };
  const text = 'The views of the live nodes differed at the end of the drain (unequal digests)';
  return promisesDelivery(spec) ? { broken: [`${text}.`] } : { checked: [`${text}: ${unpromised}.`] };
}

function phantoms({ metrics }: Analysis): Part {
  const count = metrics.invariants?.phantomUpdates;
  if (count === undefined) return {};
  if (count > 0)
    return { broken: [`${count} updates on some node were written by no client (phantom updates).`] };
  return { checked: ['No node holds an update that no client wrote.'] };
}

function versions({ metrics }: Analysis): Part {
  const { versionRegressions: count, resurrectedKeys = 0 } = metrics.invariants ?? {};
  if (count === undefined) return {};
  if (count === 0) return { checked: ['No version of a key went back on any node.'] };
  const back = resurrectedKeys > 0 ? `, ${resurrectedKeys} of them resurrecting a deleted key` : '';
  return { broken: [`${count} times an older write replaced a newer one on a node${back}.`] };
}

function delivery(spec: Spec, { metrics, state }: Analysis): Part {
  const asked = spec.workload.updates > 0 || (spec.workload.ratePerSecond > 0 && spec.phases.durationMs > 0);
  if (metrics.reach === undefined) {
    return asked && state === 'completed'
      ? { unclear: ['No update was measured, although the spec has writes.'] }
      : {};
  }
  const { count = 0 } = metrics.propagationLatencyMs ?? {};
  return {
    checked: [
      `Reach is ${metrics.reach}: ${Math.round(metrics.reach * count)} of ${count} expected pairs (update, node) were delivered within ${spec.phases.deadlineMs} ms.`,
    ],
  };
}
