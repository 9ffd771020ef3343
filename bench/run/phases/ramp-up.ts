import { rampArrivals } from '../../workload/arrivals.js';
import type { RunParts } from '../run-parts.js';
import { awaitDelivery } from './spread.js';
import { offerWatched } from './steady.js';

/** The load grows to its rate, and what it left behind arrives: nothing of it is measured. */
export async function rampUp(parts: RunParts): Promise<void> {
  const { spec, rng } = parts;
  await offerWatched(parts, rampArrivals(0, spec.workload.ratePerSecond, spec.phases.rampUpMs, rng));
  await awaitDelivery(parts);
}
