import type { RunParts } from '../run-parts.js';
import { offerByProcess } from '../workload/offer-by-process.js';
import { offerLoad } from '../workload/offer-load.js';
import { watch } from './watch.js';

/** A steady open-loop load, while journals and counters are read about once a second. */
export async function steady(parts: RunParts): Promise<void> {
  const reading = watch(parts);
  try {
    const offer = parts.spec.workload.generator === 'autocannon' ? offerByProcess : offerLoad;
    await offer(parts, parts.spec.phases.durationMs);
  } finally {
    await reading.stop();
  }
}
