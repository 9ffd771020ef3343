import { whyAbsent } from '../analysis/absent-figures.js';
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
    accepted(analysis),
    survivors(analysis),
    crashes(analysis),
    excused(losses(analysis), figures.lost),
    // Views that differ are what lost and invented updates, and old versions, come to.
    excused(digests(spec, analysis), figures.lost, figures.phantoms, figures.versions),
    possible(analysis),
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

/** Whether the nodes promise that everything arrives. */
const promisesDelivery = ({ traits }: Analysis): boolean => traits.repairWithinMs !== undefined;

const differing =
  'some nodes, or incarnations of a node, promise repair and some do not, so that it is unknown whose promise was broken';

const unpromised =
  'the nodes promise no repair (without it, or with a limit on rounds or time, theory predicts a residue), and this breaks no invariant';

function losses(analysis: Analysis): Part {
  const lost = analysis.metrics.invariants?.lostUpdates;
  if (!lost) return {};
  const { fromLiveOrigin, fromCrashedOrigin, heldByNobodyAlive = 0 } = lost;
  const excused =
    heldByNobodyAlive > 0
      ? [
          `${heldByNobodyAlive} updates were held by nobody alive: every node that held them was down at once, and no protocol can bring them back.`,
        ]
      : [];
  const missing = fromLiveOrigin + fromCrashedOrigin;
  if (missing === 0) {
    return {
      checked: ['Every live node holds every update that some node could still pass on.', ...excused],
    };
  }
  const ofCrashed =
    fromCrashedOrigin > 0 ? ` (${fromCrashedOrigin} of them accepted by nodes that went down)` : '';
  const text = `${missing} accepted updates${ofCrashed} are missing at some live node`;
  if (!promisesDelivery(analysis)) return { checked: [`${text}: ${unpromised}.`, ...excused] };
  if (analysis.traits.promisesDiffer) return { unclear: [`${text}: ${differing}.`], checked: excused };
  return isEvidence(analysis)
    ? { broken: [`${text}.`], checked: excused }
    : { unclear: [`${text}, by what the run could see.`], checked: excused };
}

/** What makes a receipt that is missing no proof that the update was lost. */
const hidesReceipts: ReadonlySet<string> = new Set([
  'journalLost',
  'journalIncomplete',
  'specChanged',
  'harnessStopped',
]);
/** What holds nodes up: after a drain on a quiet machine it explains nothing any more. */
const holdsUp: ReadonlySet<string> = new Set(['saturated', 'late']);

const isEvidence = ({ disturbances, drainIsQuiet }: Analysis): boolean =>
  disturbances.every(({ kind }) => !hidesReceipts.has(kind) && (drainIsQuiet || !holdsUp.has(kind)));

function digests(spec: Spec, analysis: Analysis): Part {
  const { metrics, traits } = analysis;
  const { invariants } = metrics;
  if (!invariants) return {};
  const equal = invariants.equalDigests;
  if (equal === undefined) return viewsUnread(spec, analysis);
  if (equal) {
    const doubt = analysis.doubtfulViews;
    return doubt === undefined
      ? { checked: [equalViews(analysis)] }
      : { unclear: [`All live nodes reported equal digests, but ${doubt}: the views are not believed.`] };
  }
  const text = traits.isMixed
    ? 'The views of live nodes of one implementation differed at the end of the drain (unequal digests)'
    : 'The views of the live nodes differed at the end of the drain (unequal digests)';
  if (!promisesDelivery(analysis)) return { checked: [`${text}: ${unpromised}.`] };
  if (traits.promisesDiffer) return { unclear: [`${text}: ${differing}.`] };
  return isEvidence(analysis)
    ? { broken: [`${text}.`] }
    : { unclear: [`${text}, by what the run could see.`] };
}

const equalViews = ({ traits }: Analysis): string =>
  traits.isMixed
    ? 'All live nodes of one implementation ended with equal views (equal digests); those of different ones make digests in different ways, and are compared by their updates only.'
    : 'All live nodes ended with equal views (equal digests).';

function viewsUnread(spec: Spec, analysis: Analysis): Part {
  const why = whyAbsent(analysis.traits, 'invariants.equalDigests');
  if (why !== undefined) return { checked: [`Unchecked: whether the views are equal, since ${why}.`] };
  const matters = analysis.state === 'completed' && promisesDelivery(analysis) && spec.cluster.nodes > 1;
  return matters
    ? {
        unclear: [
          'Not all live nodes, or fewer than two of one implementation, had their views read at the end: whether they are equal is unknown.',
        ],
      }
    : {};
}

/** Of a journal, or by a spec, that is not the one of the run. */
const isOfAnother: ReadonlySet<string> = new Set(['journalIncomplete', 'specChanged']);

/** What nodes did wrong, unless the journal that says so is not the one that the run wrote: what is missing may have explained it. */
const convicting = ({ disturbances }: Analysis, text: string): Part =>
  disturbances.some(({ kind }) => isOfAnother.has(kind))
    ? { unclear: [`${text}, by what is left of the journal.`] }
    : { broken: [`${text}.`] };

/** A clock that was set, or a machine that was suspended, is not the nodes' failure. */
function possible(analysis: Analysis): Part {
  const { impossibleReports: impossible, disturbances, traits } = analysis;
  if (impossible.length === 0)
    return traits.names.length === 0
      ? {}
      : {
          checked: [
            'What nodes report is possible: each receipt after its write was sent, before the end, and from a peer.',
          ],
        };
  const text = `Nodes report what cannot have been: ${impossible.join('; ')}`;
  return disturbances.some(({ kind }) => kind === 'harnessStopped')
    ? { unclear: [`${text}. The harness or its clock may be the cause.`] }
    : convicting(analysis, text);
}

function phantoms(analysis: Analysis): Part {
  const count = analysis.metrics.invariants?.phantomUpdates;
  if (count === undefined) return {};
  if (count > 0)
    return convicting(analysis, `${count} updates on some node were written by no client (phantom updates)`);
  return { checked: ['No node holds an update that no client wrote.'] };
}

function versions(analysis: Analysis): Part {
  const { metrics, traits } = analysis;
  const { versionRegressions: count, resurrectedKeys = 0 } = metrics.invariants ?? {};
  if (count === undefined) {
    return traits.names.length > 0
      ? {
          checked: [
            `Unchecked: whether a version of a key went back, since ${traits.names.join(' and ')} ${traits.names.length > 1 ? 'do' : 'does'} not report versions.`,
          ],
        }
      : {};
  }
  if (count === 0) return { checked: ['No version of a key went back on any node.'] };
  const back = resurrectedKeys > 0 ? `, ${resurrectedKeys} of them resurrecting a deleted key` : '';
  return convicting(analysis, `${count} times an older write replaced a newer one on a node${back}`);
}

const survivors = ({ run, liveAtEnd }: Analysis): Part =>
  run && liveAtEnd === 0
    ? { unclear: ['No node was up at the end of the run: what the cluster held is unknown.'] }
    : {};

/** Below this share of the offered writes the figures are those of another load. */
const leastAcceptedShare = 0.95;

function accepted({ writes }: Analysis): Part {
  const { offered, accepted } = writes;
  if (offered === 0 || accepted >= leastAcceptedShare * offered) return {};
  const text = `Only ${accepted} of ${offered} offered writes were accepted (${((100 * accepted) / offered).toFixed(1)} %, at least ${100 * leastAcceptedShare} % are needed): the figures are not those of the load that the spec offers.`;
  return { unclear: [text] };
}

function delivery(spec: Spec, { metrics, state }: Analysis): Part {
  const asked = spec.workload.updates > 0 || (spec.workload.ratePerSecond > 0 && spec.phases.durationMs > 0);
  if (metrics.reach === undefined) {
    return asked && state === 'completed'
      ? { unclear: ['No update was measured, although the spec has writes.'] }
      : {};
  }
  if (metrics.reach === 0)
    return { unclear: ['No expected pair (update, node) was delivered: nothing was measured but that.'] };
  const { count = 0 } = metrics.propagationLatencyMs ?? {};
  return {
    checked: [
      `Reach is ${metrics.reach}: ${Math.round(metrics.reach * count)} of ${count} expected pairs (update, node) were delivered within ${spec.phases.deadlineMs} ms.`,
    ],
  };
}
