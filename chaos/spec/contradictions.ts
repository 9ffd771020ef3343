import { isDeepStrictEqual } from 'node:util';
import { exclusiveKinds } from '../faults/fault.js';
import type { Occurrence } from '../schedule/occurrences.js';
import { nodeName } from '../targets/node-name.js';
import type { Problem } from './problem.js';

/**
 * Faults that cannot both be: one link cut in two modes at once, one node dead and frozen at once. Placed at the later
 * step; one problem for each pair of steps.
 */
export function contradictions(occurrences: readonly Occurrence[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const [index, first] of occurrences.entries()) {
    for (const second of occurrences.slice(index + 1)) {
      if (first.startMs >= second.endMs || second.startMs >= first.endMs) continue;
      const problem = contradiction(first, second);
      const pair = `${first.stepIndex}/${second.stepIndex}`;
      if (problem && !problems.has(pair)) problems.set(pair, problem);
    }
  }
  return [...problems.values()];
}

function contradiction(first: Occurrence, second: Occurrence): Problem | undefined {
  const a = first.fault;
  const b = second.fault;
  const when = `from ${Math.max(first.startMs, second.startMs)} to ${Math.min(first.endMs, second.endMs)} ms`;
  if (a.kind === 'partition' && b.kind === 'partition') {
    const shared = a.mode === b.mode ? undefined : first.links.shared(second.links);
    if (!shared) return undefined;
    const link = `${nodeName(shared.from)} -> ${nodeName(shared.to)}`;
    const text = `contradicts step ${first.stepName}: the link ${link} cannot be cut by ${a.mode} and ${b.mode} at once (${when})`;
    return { path: ['steps', second.stepIndex, 'fault', 'mode'], text };
  }
  if (!exclusiveKinds.has(a.kind) || !exclusiveKinds.has(b.kind) || isDeepStrictEqual(a, b)) return undefined;
  const shared = second.nodes.find((node) => first.nodes.includes(node));
  if (shared === undefined) return undefined;
  const both = a.kind === b.kind ? `two faults ${a.kind} that differ` : `${a.kind} and ${b.kind}`;
  const text = `contradicts step ${first.stepName}: ${nodeName(shared)} cannot have ${both} at once (${when})`;
  return { path: ['steps', second.stepIndex, 'targets'], text };
}
