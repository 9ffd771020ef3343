import type { Metrics } from '../../result/result.js';
import type { Delivery } from './deliveries.js';

/** Reach (Plumtree 2007: reliability) and residue (Demers 1987): shares of the expected pairs. */
export function reach(deliveries: readonly Delivery[]): Pick<Metrics, 'reach' | 'residue'> {
  let [delivered, expected] = [0, 0];
  for (const delivery of deliveries) {
    delivered += delivery.latenciesUs.length;
    expected += delivery.expected;
  }
  if (expected === 0) return {};
  return { reach: delivered / expected, residue: (expected - delivered) / expected };
}
