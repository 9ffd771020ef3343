import type { ChaosDriver } from '../../../chaos/driver/driver.js';
import { arrivalsOf } from '../../workload/arrivals.js';
import { offerLoad } from '../offer/offer-load.js';
import type { RunParts } from '../run-parts.js';
import { awaitDelivery } from './spread.js';
import { watch } from './watch.js';

/**
 * The chaos window: the schedule is played while the load goes on. In the end everything is healed. Before it, what was written so far is
 * delivered, or overdue: the figures from before the faults must not depend on them.
 */
export async function fault(parts: RunParts, driver: ChaosDriver, windowMs: number): Promise<void> {
  const { onProgress, signal, rollBack } = parts;
  const reportFaults = (): void =>
    onProgress({ kind: 'faults', active: driver.active, leftMs: driver.leftMs });
  await awaitDelivery(parts);
  const enough = new AbortController();
  const reading = watch(parts, reportFaults);
  const load = offerLoad(parts, arrivalsOf(parts.spec.workload, windowMs, parts.rng), enough.signal);
  // Awaited below, after the faults: until then its failure must not count as unhandled.
  load.catch(() => undefined);
  try {
    await driver.play(signal, rollBack);
  } finally {
    enough.abort();
    await reading.stop();
  }
  await load;
}
