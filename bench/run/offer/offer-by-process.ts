import type { Arrivals } from '../../workload/arrivals.js';
import type { LoadAnswer } from '../../workload/autocannon/load-order.js';
import type { RunParts } from '../run-parts.js';
import type { Addressed } from './load-generator.js';

/**
 * Writes due at `arrivals`, by the load generator; every answer goes into the journal. Resolves when all that was sent is
 * answered.
 * @throws CodedError LOAD_GENERATOR_LOST
 */
export async function offerByProcess(parts: RunParts, arrivals: Arrivals): Promise<void> {
  const { planner, live, generator, signal } = parts;
  const { nodes } = live;
  const planned = planner.plan(arrivals);
  const writes = planned.map((write): Addressed => ({ ...write, node: nodes[write.turn % nodes.length]! }));
  const onAnswer = (beganMs: number, answer: LoadAnswer): void =>
    recordAnswer(parts, writes[answer.index]!, beganMs, answer);
  await generator.offer(writes, nodes, onAnswer, signal);
}

/** The generator's clock is the nodes'. */
function recordAnswer(
  { recorder, deliveries }: RunParts,
  { atMs, node, key, valueBytes = 0 }: Addressed,
  beganMs: number,
  { index: _, ...answer }: LoadAnswer,
): void {
  if (answer.update !== undefined) deliveries.accepted(answer.update);
  recorder.record({ type: 'clientWrite', tMs: beganMs + atMs, node, key, valueBytes, ...answer });
}
