import { type Arrivals, arrivalsOf } from '../../workload/arrivals.js';
import { offerByProcess } from '../offer/offer-by-process.js';
import { offerLoad } from '../offer/offer-load.js';
import type { RunParts } from '../run-parts.js';
import { watch } from './watch.js';

/** A steady open-loop load, while journals and counters are read about once a second. */
export async function steady(parts: RunParts): Promise<void> {
  const { spec, rng } = parts;
  await offerWatched(parts, arrivalsOf(spec.workload, spec.phases.durationMs, rng));
}

/** Writes due at `arrivals`, from whoever the spec has send them, while the cluster is read. */
export async function offerWatched(parts: RunParts, arrivals: Arrivals): Promise<void> {
  const reading = watch(parts);
  try {
    const offer = parts.spec.workload.generator === 'autocannon' ? offerByProcess : offerLoad;
    await offer(parts, arrivals);
  } finally {
    await reading.stop();
  }
}
