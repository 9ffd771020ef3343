import type { ChaosSpec } from '../../../chaos/spec/chaos-spec.js';
import { referenceName } from '../../../nodes/implementations/find-implementation.js';
import type { resolveNode } from './node-section.js';
import type { Problem } from './problems.js';

export interface ResolvedReplacements {
  readonly chaos: ChaosSpec | undefined;
  /** The most that a node of them needs. */
  readonly memoryMiB: number;
  readonly problems: readonly Problem[];
}

/** What steps put in the place of nodes, with exact version and all parameters; `protocol` as it was written. */
export function resolveReplacements(
  chaos: ChaosSpec | undefined,
  protocol: unknown,
  nodeOf: typeof resolveNode,
): ResolvedReplacements {
  if (!chaos) return { chaos, memoryMiB: 0, problems: [] };
  const problems: Problem[] = [];
  let memoryMiB = 0;
  const steps = chaos.steps.map((step, index) => {
    const { fault } = step;
    if (fault.kind !== 'replace') return step;
    const section = ['chaos', 'steps', String(index), 'fault'];
    const written = { use: fault.with, parameters: fault.parameters };
    const resolved = nodeOf(written, protocol, { section, name: 'with' });
    if (fault.with === referenceName) problems.push({ path: [...section, 'with'], text: notByReference });
    problems.push(...resolved.problems);
    memoryMiB = Math.max(memoryMiB, resolved.memoryMiB);
    if (!resolved.node) return step;
    const { use, parameters } = resolved.node;
    return { ...step, fault: { ...fault, with: use, parameters } };
  });
  return { chaos: { ...chaos, steps }, memoryMiB, problems };
}

const notByReference =
  'a node of the reference cannot take the place of another: it speaks to the harness by HTTP and to its peers in a protocol of its own';
