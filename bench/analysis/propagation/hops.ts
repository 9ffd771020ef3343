import { median } from 'simple-statistics';
import type { Metrics } from '../../result/result.js';
import type { Delivery } from './deliveries.js';

/** LDH (Plumtree 2007): the largest hop count of each update that was received anywhere. */
export function lastDeliveryHop(deliveries: readonly Delivery[]): Metrics['lastDeliveryHop'] {
  const lastHops = deliveries.map(({ lastHop }) => lastHop).filter((hops) => hops > 0);
  if (lastHops.length === 0) return undefined;
  return { p50: median(lastHops), max: lastHops.reduce((a, b) => Math.max(a, b)) };
}
