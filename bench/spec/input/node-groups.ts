import { referenceName } from '../../../nodes/implementations/find-implementation.js';
import type { NodeGroup } from '../implementations.js';
import type { Spec } from '../spec.js';
import type { resolveNode } from './node-section.js';
import type { Problem } from './problems.js';
import type { ParsedSpecInput } from './spec-input.js';

type WrittenNodes = ParsedSpecInput['cluster']['nodes'];

/** How many nodes a spec writes, as their number or in a list. */
export const nodeCount = (written: WrittenNodes): number =>
  typeof written === 'number' ? written : written.reduce((sum, { count }) => sum + count, 0);

/** Whose nodes a spec names: one implementation's, several ones', or, where both are absent, the reference's. */
export interface ResolvedGroups {
  readonly node?: NonNullable<Spec['node']>;
  readonly implementations?: NodeGroup[];
  /** The most that a node of them needs. */
  readonly memoryMiB: number;
  readonly problems: readonly Problem[];
}

/** Resolves what `node` says, or the list in `cluster.nodes`; `protocol` as it was written. */
export function resolveGroups(
  { node, cluster: { nodes } }: ParsedSpecInput,
  protocol: unknown,
  nodeOf: typeof resolveNode,
): ResolvedGroups {
  if (typeof nodes === 'number') return nodeOf(node, protocol);
  if (node) {
    const text = 'cluster.nodes lists the implementations of this spec, so that no other one can be named';
    return { memoryMiB: 0, problems: [{ path: ['node', 'use'], text }] };
  }
  const implementations: NodeGroup[] = [];
  const problems: Problem[] = [];
  let memoryMiB = 0;
  for (const [index, { count, ...named }] of nodes.entries()) {
    const section = ['cluster', 'nodes', String(index)];
    const resolved = nodeOf(named, protocol, { section, name: 'use' });
    if (named.use === referenceName) problems.push({ path: [...section, 'use'], text: unmixable });
    if (resolved.node) implementations.push({ ...resolved.node, count });
    problems.push(...resolved.problems);
    memoryMiB = Math.max(memoryMiB, resolved.memoryMiB);
  }
  return { implementations, memoryMiB, problems: distinct(problems) };
}

const unmixable =
  'nodes of the reference cannot be mixed with others: they speak to the harness by HTTP and to each other in a protocol of their own; for a cluster of them alone, write their number';

/** What is wrong with a parameter of the section protocol is so for each group of the same implementation. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((problem) => [`${problem.path.join('.')}: ${problem.text}`, problem]));
  return [...byText.values()];
}
