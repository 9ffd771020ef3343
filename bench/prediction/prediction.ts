import { z } from 'zod';
import { metricsSchema } from '../result/result.js';
import { simulate } from '../run/simulate.js';
import { isReference } from '../spec/implementations.js';
import type { Spec } from '../spec/spec.js';

/** prediction.json: the dissemination in a simulation of a run's spec and seed. */
export const predictionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Mean share of the live nodes that hold an update so long after its write. */
  infectionCurve: z.array(z.strictObject({ ms: z.number(), fraction: z.number() })).min(1),
  fullDisseminationMs: metricsSchema.shape.fullDisseminationMs.unwrap(),
});
export type Prediction = z.output<typeof predictionSchema>;

/** A simulation of more takes longer than the reader of a report waits. */
const mostNodes = 200;
const mostDeliveries = 50_000;

/**
 * Undefined where there is nothing to compare: of nodes that are not the reference, which alone can be simulated, of a simulation itself, of a run with faults, which are no part of dissemination's figures, of a
 * large cluster or a high load, and where nothing spread.
 */
export async function predictDissemination(spec: Spec, signal: AbortSignal): Promise<Prediction | undefined> {
  if (!isReference(spec) || spec.runtime === 'sim' || spec.chaos || spec.cluster.nodes > mostNodes)
    return undefined;
  if (deliveriesOf(spec) > mostDeliveries) return undefined;
  const withoutIdle: Spec = { ...spec, phases: { ...spec.phases, idleMs: 0 } };
  const { infectionCurve, fullDisseminationMs } = (await simulate(withoutIdle, signal)).analysis.metrics;
  if (!infectionCurve?.length || !fullDisseminationMs) return undefined;
  return {
    schemaVersion: 1,
    infectionCurve: infectionCurve.map(({ ms, fraction }) => ({ ms, fraction })),
    fullDisseminationMs,
  };
}

function deliveriesOf({ cluster, workload, phases }: Spec): number {
  return cluster.nodes * (workload.updates + (workload.ratePerSecond * phases.durationMs) / 1000);
}
