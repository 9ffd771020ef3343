import type { ScheduledFault } from '../faults/fault.js';

export type NodeFaultKind = 'kill' | 'stop' | 'pause' | 'restart' | 'replace' | 'cpuLimit' | 'malicious';
export type NodeFault = Extract<ScheduledFault, { kind: NodeFaultKind }>;

/** What all faults on one node mean together; an absent field is not disturbed. */
export interface NodeState {
  /** The fault that has the node down, frozen or under its will; of these there is but one kind at a time. */
  readonly held?: Exclude<NodeFault, { kind: 'cpuLimit' }>;
  /** The tightest CPU limit, cores. */
  readonly cpus?: number;
}

/** Two identical faults are one, and end with the last; the tightest CPU limit holds. */
export function effectiveNodeState(faults: readonly NodeFault[]): NodeState {
  const limits = faults.flatMap((fault) => (fault.kind === 'cpuLimit' ? [fault.cpus] : []));
  const held = faults.find((fault) => fault.kind !== 'cpuLimit');
  return { ...(held ? { held } : {}), ...(limits.length > 0 ? { cpus: Math.min(...limits) } : {}) };
}
