import type { Capability } from '../../nodes/contract/capabilities.js';
import type { ClusterTraits } from './index/cluster-traits.js';

/** What figures need of the nodes, by how their names begin. */
const needs: readonly (readonly [figure: string, capability: Capability])[] = [
  ['lastDeliveryHop', 'hops'],
  ['trafficPerUpdatePerNode', 'counters'],
  ['relativeMessageRedundancy', 'counters'],
  ['wireBytesPerUpdatePerNode', 'counters'],
  ['byteOverhead', 'counters'],
  ['sent', 'counters'],
  ['idle', 'counters'],
  ['detection', 'members'],
  ['invariants.equalDigests', 'views'],
];

const words: Partial<Record<Capability, string>> = {
  hops: 'hops',
  counters: 'what it sends and receives',
  members: 'members',
  views: 'its view',
};

const begins = (name: string, figure: string): boolean => name === figure || name.startsWith(`${figure}.`);

/** Why the cluster's nodes cannot give a figure, as the end of a sentence; undefined where they could. */
export function whyAbsent(traits: ClusterTraits, name: string): string | undefined {
  if (begins(name, 'rounds') && traits.periodMs === undefined)
    return `${said(traits, traits.withoutPeriod, ['reports', 'report'])} no gossip interval`;
  const need = needs.find(([figure, capability]) => begins(name, figure) && !traits.has.has(capability));
  if (!need) return undefined;
  const [, capability] = need;
  const whose = traits.without.get(capability) ?? [];
  return `${said(traits, whose, ['does', 'do'])} not report ${words[capability] ?? capability}`;
}

/** A sentence for each thing that is not reported, with the figures that are absent for it. */
export function absentFigures(traits: ClusterTraits): string[] {
  const byReason = new Map<string, string[]>();
  for (const figure of ['rounds', ...needs.map(([name]) => name)]) {
    const why = whyAbsent(traits, figure);
    if (why !== undefined) byReason.set(why, [...(byReason.get(why) ?? []), figure]);
  }
  return [...byReason].map(([why, figures]) => `Absent since ${why}: ${figures.join(', ')}.`);
}

/** The implementations, and the verb that goes with so many. */
function said({ names }: ClusterTraits, whose: readonly string[], [one, several]: [string, string]): string {
  if (names.length === 0) return `the node ${one}`;
  return `${whose.join(' and ')} ${whose.length > 1 ? several : one}`;
}
