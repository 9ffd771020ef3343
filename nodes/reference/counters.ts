import { type NodeCounters, transportCounterNames } from '../contract/counters.js';
import { formatOpenMetrics } from '../contract/openmetrics.js';
import type { GossipHost } from './gossip-host.js';

/** Everything this node counts, as OpenMetrics text; reading it begins a new window for the timers' lateness. */
export function metricsText(host: GossipHost): string {
  return formatOpenMetrics(readCounters(host), {
    [transportCounterNames.outboundRefused]: host.outbound.refused,
    [transportCounterNames.inboundRefused]: host.inbound.refused,
  });
}

function readCounters({ node, traffic, timers }: GossipHost): NodeCounters {
  const { copiesSent, copiesReceived, updatesApplied, duplicates, malformed } = node.counters;
  const { roundsStarted, exchangesStarted, exchangesFailed } = node.counters;
  const { user, system } = process.cpuUsage();
  let framesDropped = 0;
  for (const count of malformed.values()) framesDropped += count;
  return {
    ...traffic,
    copiesSent,
    copiesReceived,
    updatesApplied,
    duplicates,
    framesDropped,
    exchangesStarted,
    exchangesFailed,
    roundsStarted,
    cpuSeconds: (user + system) / 1e6,
    residentMemoryBytes: process.memoryUsage.rss(),
    timerLatenessSeconds: timers.takeWorstLatenessMs() / 1000,
  };
}
