import { isDegraded } from '../../../chaos/faults/link-quality.js';
import { expandOccurrences } from '../../../chaos/schedule/schedule.js';
import type { Spec } from '../../spec/spec.js';
import { type FaultEvent, faultSpans } from '../timeline/fault-spans.js';

/** What the schedule holds of one step, and what the journal shows of it. */
interface StepCount {
  applied: number;
  healed: number;
  /** From each application to its heal, summed, ms. */
  heldMs: number;
}

/** A fault that was on for less of its time was cut short; links take their time to change. */
const leastHeldShare = 0.5;

/**
 * What the spec's faults promise and the journal does not show, one sentence a step: a schedule that was rolled back or cut short, a target
 * that was gone, lines that are missing. Whatever the reason, what the run was made for was not tested.
 */
export function missingFaults(spec: Spec, faults: readonly FaultEvent[]): string[] {
  const seen = seenSteps(faults);
  const base = isDegraded(spec.cluster.quality) && !seen.has('links') ? [neverSeen] : [];
  if (!spec.chaos) return base;
  const planned = plannedSteps(spec.chaos, { nodes: spec.cluster.nodes, seed: spec.seed });
  return [...base, ...[...planned].flatMap(([name, counts]) => missingOf(name, counts, seen.get(name)))];
}

type Steps = Map<string, StepCount>;

function countIn(steps: Steps, name: string): StepCount {
  const count = steps.get(name) ?? { applied: 0, healed: 0, heldMs: 0 };
  steps.set(name, count);
  return count;
}

function plannedSteps(...scheduled: Parameters<typeof expandOccurrences>): Steps {
  const steps: Steps = new Map();
  for (const { stepName, startMs, endMs } of expandOccurrences(...scheduled)) {
    const count = countIn(steps, stepName);
    count.applied += 1;
    count.healed += 1;
    count.heldMs += endMs - startMs;
  }
  return steps;
}

function seenSteps(faults: readonly FaultEvent[]): Steps {
  const steps: Steps = new Map();
  for (const { name, applied, healed } of faultSpans(faults)) {
    const count = countIn(steps, name);
    count.applied += 1;
    if (!healed) continue;
    count.healed += 1;
    count.heldMs += healed.lastMs - applied.firstMs;
  }
  return steps;
}

function missingOf(name: string, planned: StepCount, seen: StepCount | undefined): string[] {
  if (!seen || seen.applied === 0) return [`Step ${name} was never applied.`];
  if (seen.applied < planned.applied)
    return [`Step ${name} was applied ${seen.applied} of ${planned.applied} times.`];
  if (seen.healed < planned.healed)
    return [`Step ${name} was healed ${seen.healed} of ${planned.healed} times.`];
  if (seen.heldMs < leastHeldShare * planned.heldMs)
    return [`Step ${name} held for ${seconds(seen.heldMs)} of ${seconds(planned.heldMs)}.`];
  return [];
}

const seconds = (ms: number): string => `${Number((ms / 1000).toPrecision(1))} s`;

const neverSeen = 'The quality of the links that the spec asks for was never confirmed.';
