import type { Arrivals } from '../../workload/arrivals.js';
import { runOpenLoop } from '../../workload/open-loop.js';
import type { RunParts } from '../run-parts.js';

/** Writes due at `arrivals`, open-loop, or until `enough` is aborted. Resolves when all that was sent is answered. */
export async function offerLoad(
  { planner, writer, signal, clock }: RunParts,
  arrivals: Arrivals,
  enough?: AbortSignal,
): Promise<void> {
  const writes = planner.plan(arrivals);
  const either = enough ? AbortSignal.any([signal, enough]) : signal;
  try {
    await runOpenLoop(writes, (write, dueMs) => writer.write(write, dueMs), either, clock);
  } catch (error) {
    if (signal.aborted || !enough?.aborted) throw error;
  }
}
