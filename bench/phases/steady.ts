import type { RunParts } from '../run-parts.js';
import { offerLoad } from '../workload/offer-load.js';
import { watch } from './watch.js';

/** A steady open-loop load, while journals and counters are read about once a second. */
export async function steady(parts: RunParts): Promise<void> {
  const reading = watch(parts);
  try {
    await offerLoad(parts, parts.spec.phases.durationMs);
  } finally {
    await reading.stop();
  }
}
