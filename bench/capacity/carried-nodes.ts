import { comfortableShare, type Machine } from './capacity.js';
import type { KeptCosts } from './costs.js';

/** A node that begins 15 exchanges a second, as with fanout 3 each 200 ms, and comes to hold 20 updates. */
const exchangesPerSecond = 15;
const receiptsPerSecond = 20;

/** So many nodes of each implementation whose cost is kept fill the comfortable share of a machine. */
export function carriedNodes(
  { costs, machineMs }: KeptCosts,
  machine: Machine,
): { readonly name: string; readonly nodes: number }[] {
  const availableMs = (comfortableShare * machine.cores * 1_000 * machineMs) / machine.machineMs;
  return Object.entries(costs).map(([name, { idleMsPerSecond, perExchangeMs, perReceiptMs }]) => {
    const nodeMs = idleMsPerSecond + perExchangeMs * exchangesPerSecond + perReceiptMs * receiptsPerSecond;
    return { name, nodes: Math.floor(availableMs / nodeMs) };
  });
}
