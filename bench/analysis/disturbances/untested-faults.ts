import type { Spec } from '../../spec/spec.js';
import type { ClusterTraits } from '../index/cluster-traits.js';
import { increase } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import { actsOnNodes, type FaultSpan, faultSpans } from '../timeline/fault-spans.js';

/** Of faults of nodes, those that do something only while they last; the others take what a node holds at once. */
const lasting: ReadonlySet<string> = new Set(['pause', 'cpuLimit', 'malicious']);

interface Given {
  readonly spec: Spec;
  readonly traits: ClusterTraits;
  readonly index: JournalIndex;
}

/**
 * Steps whose faults were on and over before a message was due that they could have touched, one sentence each. How many were due is what the nodes sent
 * between the readings around the fault, by its time and its share of all links; where nobody counts messages, one a node and gossip interval; where
 * there is no interval either, nothing is said.
 */
export function untestedFaults(given: Given): string[] {
  const steps = new Map<string, FaultSpan[]>();
  for (const span of faultSpans(given.index.faults)) {
    if (!span.healed || (actsOnNodes(span) && !lasting.has(span.kind))) continue;
    steps.set(span.name, [...(steps.get(span.name) ?? []), span]);
  }
  return [...steps].flatMap(([name, spans]) => untested(name, spans, given));
}

function untested(name: string, spans: readonly FaultSpan[], given: Given): string[] {
  let due = 0;
  let heldMs = 0;
  for (const span of spans) {
    const messages = messagesDue(span, given);
    if (messages === undefined) return [];
    due += messages;
    heldMs += endOf(span) - span.applied.firstMs;
    if (due >= 1) return [];
  }
  const about = due < 0.001 ? 'none' : `about ${Number(due.toPrecision(1))}`;
  return [
    `Step ${name} held for ${Number(heldMs.toPrecision(2))} ms, in which less than one message was due on what it touches (${about}): it tested nothing.`,
  ];
}

const endOf = ({ applied, healed }: FaultSpan): number => healed?.lastMs ?? applied.firstMs;

function messagesDue(span: FaultSpan, { spec, traits, index }: Given): number | undefined {
  const { nodes } = spec.cluster;
  const { firstMs } = span.applied;
  const perMs =
    sentPerMs(index, firstMs, endOf(span), nodes) ??
    (traits.periodMs === undefined ? undefined : nodes / traits.periodMs);
  if (perMs === undefined) return undefined;
  const share = actsOnNodes(span)
    ? (2 * span.nodes.length) / nodes
    : span.links.length / Math.max(1, nodes * (nodes - 1));
  return perMs * (endOf(span) - firstMs) * share;
}

/** Messages that all nodes sent in a ms, over the readings around a window; undefined where none are, or nodes do not count. */
function sentPerMs(index: JournalIndex, fromMs: number, toMs: number, nodes: number): number | undefined {
  let perMs = 0;
  let counted = 0;
  for (const readings of index.counters.values()) {
    const first = readings.findLastIndex(({ tMs }) => tMs <= fromMs);
    const last = readings.findIndex(({ tMs }) => tMs >= toMs);
    if (first < 0 || last <= first) continue;
    const sent = increase(readings.slice(first, last + 1), ({ counters }) => counters.messagesSent);
    if (sent === undefined) return undefined;
    perMs += sent / (readings[last]!.tMs - readings[first]!.tMs);
    counted += readings[first]!.nodes ?? 1;
  }
  return counted === 0 || !Number.isFinite(perMs) ? undefined : (perMs * nodes) / counted;
}
