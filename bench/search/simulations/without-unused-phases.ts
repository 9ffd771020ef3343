import type { Spec } from '../../spec/spec.js';

/** Figures that need the steady phase before the faults, by how their names begin. */
const ofSteady = ['load.', 'recovery.propagationRecoveryMs'];
const ofIdle = ['idle.', 'wireBytesPerUpdatePerNode'];

/**
 * A spec without the phases that the requested figures do not need: a simulation that runs hundreds of times must not be longer than necessary. What
 * is written before the faults is in no figure of the time under faults.
 */
export function withoutUnusedPhases(spec: Spec, figures: readonly string[]): Spec {
  const needs = (prefixes: readonly string[]): boolean =>
    figures.some((figure) => prefixes.some((prefix) => figure.startsWith(prefix)));
  const isLoadedUnderFaults = spec.chaos !== undefined && spec.workload.ratePerSecond > 0;
  const skipsSteady = isLoadedUnderFaults && !needs(ofSteady);
  return {
    ...spec,
    workload: skipsSteady ? { ...spec.workload, updates: 0 } : spec.workload,
    phases: {
      ...spec.phases,
      durationMs: skipsSteady ? 0 : spec.phases.durationMs,
      idleMs: needs(ofIdle) ? spec.phases.idleMs : 0,
    },
  };
}
