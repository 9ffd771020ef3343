import type { NodeId } from '../../nodes/protocol/types.js';
import type { ScheduledFault } from '../faults/fault.js';
import type { LinkSet } from '../links/link-set.js';
import type { ChaosSpec } from '../spec/chaos-spec.js';
import { resolveGroups } from '../targets/targets.js';
import { type Occurrence, occurrencesOf } from './occurrences.js';

/** The cluster that a schedule is made for. */
export interface ScheduleCluster {
  readonly nodes: number;
  readonly seed: number;
}

/** One thing to do: put a fault on, or take it away again. */
export interface ScheduledAction {
  /** From the beginning of the chaos window, ms. */
  readonly atMs: number;
  readonly action: 'apply' | 'heal';
  readonly stepName: string;
  /** Pairs an apply with its heal; the `id` of a FaultLedger. */
  readonly occurrence: number;
  readonly fault: ScheduledFault;
  readonly nodes: readonly NodeId[];
  readonly links: LinkSet;
  readonly sides: readonly (readonly NodeId[])[];
  readonly separated: boolean;
}

export interface Schedule {
  readonly windowMs: number;
  readonly actions: readonly ScheduledAction[];
}

/** Every time that a step's fault is on, step by step. */
export function expandOccurrences(chaos: ChaosSpec, { nodes, seed }: ScheduleCluster): Occurrence[] {
  const nodeIds = Array.from({ length: nodes }, (_, id) => id);
  const scope = { ...resolveGroups(chaos.groups, nodeIds, seed), seed, windowMs: chaos.windowMs };
  return chaos.steps.flatMap((step, index) => occurrencesOf(step, index, scope));
}

/**
 * The schedule of a chaos section without problems (see chaosProblems): everything that happens, in order. The same
 * section, cluster size and seed give the same schedule. At equal times heals come before applies, so that what ends
 * does not meet what begins. Every apply has its heal, at the window's end at the latest.
 */
export function expandSchedule(chaos: ChaosSpec, cluster: ScheduleCluster): Schedule {
  const actions = expandOccurrences(chaos, cluster).flatMap(
    ({ startMs, endMs, stepIndex: _, ...what }, occurrence): ScheduledAction[] => [
      { ...what, occurrence, atMs: startMs, action: 'apply' },
      { ...what, occurrence, atMs: endMs, action: 'heal' },
    ],
  );
  const rank = ({ action }: ScheduledAction): number => (action === 'heal' ? 0 : 1);
  return {
    windowMs: chaos.windowMs,
    actions: actions.toSorted((a, b) => a.atMs - b.atMs || rank(a) - rank(b) || a.occurrence - b.occurrence),
  };
}
