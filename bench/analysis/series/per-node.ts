import type { NodeUse } from '../cost/resources.js';
import type { NodeTraffic } from '../cost/traffic.js';
import type { NodeSeries } from './report-series.js';

export function perNode(
  traffic: readonly NodeTraffic[],
  uses: ReadonlyMap<number, NodeUse>,
): NodeSeries[] | undefined {
  // Nodes that were read in bulk have no counters of their own.
  if (traffic.length === 0 || traffic.some(({ nodes }) => nodes > 1)) return undefined;
  return traffic.map(({ node, bytesSent, messagesSent, copiesSent }) => {
    return { node, bytesSent, messagesSent, copiesSent, ...uses.get(node) };
  });
}
