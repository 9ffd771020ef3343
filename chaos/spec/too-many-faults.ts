import type { ChaosSpec, ChaosStep } from './chaos-spec.js';
import type { Problem } from './problem.js';

/** Faults of one chaos window: each is put on, confirmed and healed by calls of its own, and stays in memory until the end. */
const mostFaults = 10_000;
/** Faults × nodes of the cluster: each fault names whom it hits. */
const mostTargets = 20_000_000;

/** How many times a step's fault is on in the window, on average, known without drawing anything. */
function timesOn({ atMs, everyMs, untilMs, forMs, flapping, fault }: ChaosStep, windowMs: number): number {
  const lastMs = Math.min(windowMs, untilMs ?? windowMs);
  const starts = everyMs === undefined ? 1 : Math.max(1, Math.ceil((lastMs - atMs) / everyMs));
  const onMs = Math.max(0, Math.min(windowMs - atMs, forMs ?? windowMs));
  const flaps = flapping ? Math.max(1, Math.ceil(onMs / flapping.periodMs)) : 1;
  const absences = fault.kind === 'churn' ? Math.max(1, (fault.ratePerSecond * onMs) / 1_000) : 1;
  return starts * flaps * absences;
}

/** Steps that together put on more faults than a run can; to be asked before a schedule is expanded. */
export function tooManyFaults({ steps, windowMs }: ChaosSpec, nodes: number): Problem[] {
  const most = Math.min(mostFaults, Math.floor(mostTargets / nodes));
  const times = steps.map((step) => timesOn(step, windowMs));
  const total = times.reduce((sum, one) => sum + one, 0);
  if (total <= most) return [];
  const worst = times.indexOf(Math.max(...times));
  const { everyMs, flapping, fault } = steps[worst]!;
  const field = [
    ...(flapping ? [['flapping', 'periodMs']] : []),
    ...(fault.kind === 'churn' ? [['fault', 'ratePerSecond']] : []),
    ...(everyMs === undefined ? [] : [['everyMs']]),
  ][0];
  const text = `the steps put on ${counted(total)} faults in a window of ${windowMs} ms, this one ${counted(times[worst]!)}; a run of ${counted(nodes)} nodes takes at most ${counted(most)}: repeat it less often, or shorten the window`;
  return [{ path: ['steps', worst, ...(field ?? [])], text }];
}

const counted = (value: number): string => Math.round(value).toLocaleString('en-US');
