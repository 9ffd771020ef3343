import type { Spec } from './spec.js';

/** So many nodes of one implementation, as a spec names it, with all of its parameters. */
export type NodeGroup = NonNullable<Spec['cluster']['implementations']>[number];

/** Whose the nodes of a spec are, in the order of their numbers; empty of a cluster of the reference. */
export function nodeGroups({ node, cluster }: Pick<Spec, 'node' | 'cluster'>): readonly NodeGroup[] {
  if (cluster.implementations) return cluster.implementations;
  return node ? [{ ...node, count: cluster.nodes }] : [];
}

/** Whether the nodes are the project's own: only those can be simulated, called by HTTP, and told to attack. */
export const isReference = (spec: Pick<Spec, 'node' | 'cluster'>): boolean => nodeGroups(spec).length === 0;

/** `memberlist@0.6.0`, or `3 memberlist@0.6.0 and 2 memberlist@0.7.0`: for messages. */
export function groupsText(groups: readonly NodeGroup[]): string {
  const [only] = groups;
  if (groups.length === 1 && only) return only.use;
  return groups.map(({ use, count }) => `${count} ${use}`).join(' and ');
}
