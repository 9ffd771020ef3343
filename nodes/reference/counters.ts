import {
  attackCounterName,
  counterNames,
  type NodeCounters,
  protocolPart,
  transportCounterNames,
} from '../contract/counters.js';
import { formatOpenMetrics } from '../contract/openmetrics.js';
import type { GossipHost } from './gossip-host.js';

/** Everything this node counts, as OpenMetrics text; reading it begins a new window for the timers' lateness. */
export function metricsText(host: GossipHost): string {
  const { malformed, rejected } = host.node.counters;
  return formatOpenMetrics(readCounters(host), {
    [counterNames.framesDropped]: { label: 'reason', values: malformed },
    [counterNames.updatesRejected]: { label: 'reason', values: rejected },
    [attackCounterName]: { label: 'attack', values: host.attacker?.framesSent ?? new Map() },
    [transportCounterNames.outboundRefused]: host.messenger.outboundRefused,
    [transportCounterNames.inboundRefused]: host.messenger.inboundRefused,
  });
}

function readCounters({ node, messenger, timers, writes }: GossipHost): NodeCounters {
  const { user, system } = process.cpuUsage();
  return {
    ...messenger.traffic,
    ...protocolPart(node.counters),
    writesPushedBack: node.counters.writesPushedBack + writes.refused,
    hotUpdates: node.hotUpdates,
    cpuSeconds: (user + system) / 1e6,
    residentMemoryBytes: process.memoryUsage.rss(),
    timerLatenessSeconds: timers.takeWorstLatenessMs() / 1000,
  };
}
