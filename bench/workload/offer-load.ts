import type { RunParts } from '../run-parts.js';
import { arrivalsOf } from './arrivals.js';
import { runOpenLoop } from './open-loop.js';

/** The spec's load, open-loop, for so long, or until `enough` is aborted. Resolves when all that was sent is answered. */
export async function offerLoad(
  { spec, planner, writer, rng, signal, clock }: RunParts,
  durationMs: number,
  enough?: AbortSignal,
): Promise<void> {
  const writes = planner.plan(arrivalsOf(spec.workload, durationMs, rng));
  const either = enough ? AbortSignal.any([signal, enough]) : signal;
  try {
    await runOpenLoop(writes, (write, dueMs) => writer.write(write, dueMs), either, clock);
  } catch (error) {
    if (signal.aborted || !enough?.aborted) throw error;
  }
}
