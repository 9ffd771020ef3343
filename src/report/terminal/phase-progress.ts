import type { Phase } from '../../../bench/journal/phase.js';
import type { ProgressEvent } from '../../../bench/run/progress.js';

const titles: Record<Phase, string> = {
  up: 'Starting the cluster',
  warmUp: 'Warming up: waiting until every node knows every other',
  rampUp: 'Ramping up the load',
  spread: 'Spreading updates',
  steady: 'Measuring a steady load',
  fault: 'Injecting faults',
  recovery: 'Waiting for recovery',
  drain: 'Draining: waiting for the last deliveries',
  idle: 'Measuring the idle cost',
  down: 'Removing the cluster',
};

export const phaseTitle = (phase: Phase): string => titles[phase];

/** What is known of the phase under way. */
export interface PhaseProgress {
  readonly phase: Phase;
  readonly startedMs: number;
  readonly expectedMs?: number;
  readonly nodes?: { readonly up: number; readonly total: number };
  readonly faults?: { readonly active: readonly string[]; readonly leftMs: number };
  readonly spread?: { readonly held: number; readonly expected: number; readonly updates: number };
}

/** Takes in one event; a new phase resets the progress of the last. */
export function advance(
  progress: PhaseProgress | undefined,
  event: ProgressEvent,
  nowMs: number,
): PhaseProgress | undefined {
  if (event.kind === 'phase') {
    const { phase, expectedMs } = event;
    return { phase, startedMs: nowMs, ...(expectedMs === undefined ? {} : { expectedMs }) };
  }
  if (!progress || event.kind === 'notice') return progress;
  if (event.kind === 'nodesUp') return { ...progress, nodes: { up: event.up, total: event.total } };
  if (event.kind === 'faults') return { ...progress, faults: { active: event.active, leftMs: event.leftMs } };
  const { held, expected, updates } = event;
  return { ...progress, spread: { held, expected, updates } };
}

/** One line: the phase, nodes up, what has spread, time passed and expected. */
export function phaseLine(
  { phase, startedMs, expectedMs, nodes, spread, faults }: PhaseProgress,
  nowMs: number,
): string {
  const parts = [titles[phase]];
  if (nodes) parts.push(`${nodes.up} of ${nodes.total} nodes up`);
  if (faults) {
    const names = faults.active.length > 0 ? faults.active.join(', ') : 'no fault active';
    parts.push(`${names}, ${seconds(faults.leftMs)} left`);
  }
  if (spread && spread.expected > 0) {
    const percent = Math.floor((100 * spread.held) / spread.expected);
    parts.push(`${spread.updates} updates, ${percent} % delivered`);
  }
  const passed = seconds(nowMs - startedMs);
  parts.push(expectedMs === undefined ? passed : `${passed} of about ${seconds(expectedMs)}`);
  return parts.join(' · ');
}

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`;
