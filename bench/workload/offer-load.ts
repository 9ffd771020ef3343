import type { RunParts } from '../run-parts.js';
import { poissonArrivals } from './arrivals.js';
import { runOpenLoop } from './open-loop.js';

/** The spec's load, open-loop, for so long, or until `enough` is aborted. Resolves when all that was sent is answered. */
export async function offerLoad(
  { spec, writer, rng, signal, clock }: RunParts,
  durationMs: number,
  enough?: AbortSignal,
): Promise<void> {
  const arrivals = poissonArrivals(spec.workload.ratePerSecond, durationMs, rng);
  const either = enough ? AbortSignal.any([signal, enough]) : signal;
  try {
    await runOpenLoop(arrivals, (dueMs) => writer.write(dueMs), either, clock);
  } catch (error) {
    if (signal.aborted || !enough?.aborted) throw error;
  }
}
