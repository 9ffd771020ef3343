import { phasesUnderFaults } from '../../analysis/propagation/deliveries.js';
import type { Metrics } from '../../result/result.js';
import { simulate } from '../../run/simulate.js';
import type { Spec } from '../../spec/spec.js';

/**
 * What a thread of the pool does: one simulation. Of a spec with faults, dissemination and cost are those of the time under faults. What only pictures
 * need is left out.
 */
export default async function simulateFigures(spec: Spec): Promise<Metrics> {
  const measured = spec.chaos ? phasesUnderFaults : undefined;
  const { analysis } = await simulate(spec, undefined, measured);
  const { infectionCurve: _, ...figures } = analysis.metrics;
  return figures;
}
