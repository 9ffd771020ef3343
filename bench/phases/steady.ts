import { repeat } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { poissonArrivals } from '../workload/arrivals.js';
import { runOpenLoop } from '../workload/open-loop.js';

/** A steady open-loop load, while journals and counters are read about once a second. */
export async function steady(parts: RunParts): Promise<void> {
  const { spec, collector, deliveries, writer, rng, onProgress, signal } = parts;
  const arrivals = poissonArrivals(spec.workload.ratePerSecond, spec.phases.durationMs, rng);
  const reading = repeat(async () => {
    await collector.sample();
    await collector.drainJournals();
    onProgress({
      kind: 'spread',
      held: deliveries.held,
      expected: deliveries.expected,
      updates: deliveries.updates,
    });
  }, 1_000);
  try {
    await runOpenLoop(arrivals, (dueMs) => writer.write(dueMs), signal);
  } finally {
    await reading.stop();
  }
}
