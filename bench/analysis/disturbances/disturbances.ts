import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { ClusterTraits } from '../index/cluster-traits.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Deliveries } from '../propagation/deliveries.js';
import type { Disturbance } from './disturbance.js';
import type { HarnessFigures } from './harness.js';
import { harnessStopped } from './harness-stopped.js';
import { missingFaults } from './missing-faults.js';
import { otherThanRecorded, type Stored } from './other-than-recorded.js';
import { untestedFaults } from './untested-faults.js';

/** The machine is the limit from here on, as a share of all its cores. */
export const saturatedShare = 0.95;
const leastLatenessMs = 50;

interface Observed {
  readonly spec: Spec;
  readonly traits: ClusterTraits;
  readonly index: JournalIndex;
  readonly state: 'completed' | 'failed' | 'interrupted';
  readonly phase: string;
  readonly harness: HarnessFigures;
  readonly beforeT0: Deliveries['beforeT0'];
  readonly recovery: Metrics['recovery'];
  readonly stored: Stored | undefined;
}

export function disturbances(observed: Observed): Disturbance[] {
  return [
    ...incomplete(observed),
    ...saturated(observed.harness),
    ...late(observed),
    ...journalLost(observed.index),
    ...journalIncomplete(observed.index),
    ...otherThanRecorded(observed.index, observed.stored),
    ...harnessStopped(observed.index),
    ...clock(observed),
    ...unknownClocks(observed),
    ...missing(observed),
    ...untested(observed),
    ...bypassed(observed.index),
    ...unconfirmed(observed.index),
    ...leaked(observed.recovery),
    ...warmUpIncomplete(observed.index),
  ];
}

function incomplete({ state, phase, index: { end } }: Observed): Disturbance[] {
  if (state === 'completed') return [];
  const why = end ? (end.reason ? `: ${end.reason.split('\n', 1)[0]}` : '.') : ': its journal has no end.';
  return [
    {
      kind: 'incomplete',
      text: `The run ${state === 'failed' ? 'failed' : 'was interrupted'} in phase ${phase}${why}`,
    },
  ];
}

function saturated({ machineBusyShare: share }: HarnessFigures): Disturbance[] {
  if (share === undefined || share < saturatedShare) return [];
  const percent = (fraction: number): string => `${(fraction * 100).toFixed(1)} %`;
  const text = `The machine was ${percent(share)} busy under load (limit ${percent(saturatedShare)}): the machine, not the protocol, may have limited the run. Fewer --nodes, a longer --interval or a smaller --fanout ask less of it.`;
  return [{ kind: 'saturated', text }];
}

/** Half a gossip interval, or 50 ms where that is less, or there is none. */
export const latenessLimitMs = (periodMs: number | undefined): number =>
  Math.max((periodMs ?? 0) / 2, leastLatenessMs);

/** Timers that fire late stretch every latency; so does a late generator, which also offers another load than requested. */
function late({ traits, harness: { writeLatenessMs, timerLatenessMs } }: Observed): Disturbance[] {
  const limitMs = latenessLimitMs(traits.periodMs);
  const found: Disturbance[] = [];
  const addIfLate = (who: string, latenessMs: number | undefined): void => {
    if (latenessMs === undefined || latenessMs <= limitMs) return;
    found.push({ kind: 'late', text: `${who} ${latenessMs.toFixed(0)} ms (limit ${limitMs} ms).` });
  };
  addIfLate('The load generator sent its writes late: 99th percentile', writeLatenessMs);
  addIfLate("The nodes' timers were late: 99th percentile", timerLatenessMs);
  return found;
}

/** Figures of a cluster whose members did not all know each other are not those of the requested cluster. */
const warmUpIncomplete = ({ notes }: JournalIndex): Disturbance[] =>
  notes
    .filter(({ code }) => code === 'membershipIncomplete')
    .map(({ text }) => ({ kind: 'incomplete', text }));

/** Nodes of which each is told by itself; beyond, the rest together. */
const mostNodesTold = 5;

function journalLost({ lost, gaps }: JournalIndex): Disturbance[] {
  const nodes = [...lost].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const [told, others] = [nodes.slice(0, mostNodesTold), nodes.slice(mostNodesTold)];
  const texts = told.flatMap(([node, count]) => lossTexts(node, count, gaps.get(node) ?? 0));
  const ofOthers = others.reduce((sum, [, count]) => sum + count, 0);
  if (others.length > 0)
    texts.push(`${ofOthers} or more events of ${others.length} other nodes are not in the journal, either.`);
  return texts.map((text) => ({ kind: 'journalLost', text }));
}

function lossTexts(node: number, count: number, missing: number): string[] {
  const overflown = count - missing;
  const texts: string[] = [];
  if (overflown > 0)
    texts.push(`Node n${node} lost ${overflown} journal events by overflow: deliveries may be missing.`);
  if (missing > 0)
    texts.push(
      `The journal lacks ${missing} or more events of node n${node}, whose numbers are not 1, 2, 3, … without gaps: deliveries may be missing.`,
    );
  return texts;
}

function clock({ beforeT0: { count, worstMs }, index: { run }, traits }: Observed): Disturbance[] {
  // A journal's times are rounded, and t0 is taken when the write is answered: up to 1 ms is no sign.
  if (worstMs <= 1 + (run?.clockUncertaintyMs ?? 0) + 2 * traits.clockUncertaintyMs) return [];
  const text = `${count} receipts are stamped up to ${worstMs.toFixed(1)} ms before their write: the nodes' clocks disagree.`;
  return [{ kind: 'clock', text }];
}

/** A node whose clock is known no better than that says what it likes of when it received something. */
function unknownClocks({ traits }: Observed): Disturbance[] {
  const limitMs = latenessLimitMs(traits.periodMs);
  if (traits.clockUncertaintyMs <= limitMs) return [];
  const text = `Some node's clock is known to within ${traits.clockUncertaintyMs.toFixed(0)} ms only (limit ${limitMs} ms): its times say nothing.`;
  return [{ kind: 'clock', text }];
}

/** Of a run that broke off, what is missing is a matter of that. */
function missing({ spec, state, index }: Observed): Disturbance[] {
  if (state !== 'completed') return [];
  return missingFaults(spec, index.faults).map((text) => ({ kind: 'faultMissing', text }));
}

/** Nodes that are to gossip in datagrams, and whose links carried none: whatever spread, went past the links and their faults. */
function bypassed({ datagrams, receipts }: JournalIndex): Disturbance[] {
  const last = datagrams.at(-1);
  if (!last || last.received.datagrams > 0 || !receipts.some(({ length }) => length > 0)) return [];
  const text =
    'The nodes are said to gossip in datagrams, and their links carried none: what spread went another way.';
  return [{ kind: 'faultUntested', text }];
}

/** Of a run that broke off, how long a fault would have lasted is unknown. */
function untested({ spec, traits, state, index }: Observed): Disturbance[] {
  if (state !== 'completed') return [];
  return untestedFaults({ spec, traits, index }).map((text) => ({ kind: 'faultUntested', text }));
}

/** Lines are numbered, the last one counts those before it, and none stands behind one that was written later. */
function journalIncomplete({ end, lines, lineNumbers, linesOutOfOrder }: JournalIndex): Disturbance[] {
  const damage = (text: string): Disturbance[] => [
    { kind: 'journalIncomplete', text: `${text}: it is not the one that this run wrote.` },
  ];
  if (end?.lines !== undefined) {
    const written = end.lines + 1;
    const distinct = new Set(lineNumbers).size;
    if (lines !== written || distinct !== written) {
      return damage(
        `Of the journal's ${written} lines ${written - distinct} are missing, and ${lines - distinct} are repeated`,
      );
    }
  }
  return linesOutOfOrder === 0
    ? []
    : damage(`${linesOutOfOrder} of the journal's lines stand behind one that was written later`);
}

const unconfirmed = ({ faults }: JournalIndex): Disturbance[] =>
  faults
    .filter(({ confirmed }) => !confirmed)
    .map(({ name, stage, reasons }) => {
      const text = `Fault ${name} was not confirmed when ${stage}: ${reasons.join('; ') || 'no reason given'}.`;
      return { kind: 'faultUnconfirmed', text };
    });

/** Proves that a partition leaked, whatever the proxies reported. */
function leaked(recovery: Metrics['recovery']): Disturbance[] {
  const across = recovery?.reachDuringFault?.acrossSides ?? 0;
  if (across === 0) return [];
  const text = `The partition leaked: ${(across * 100).toPrecision(3)} % of the pairs of update and node across its sides were delivered during it.`;
  return [{ kind: 'partitionLeaked', text }];
}
