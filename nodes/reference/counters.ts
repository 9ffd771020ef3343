import {
  attackCounterName,
  counterNames,
  type NodeCounters,
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
    [transportCounterNames.outboundRefused]: host.outbound.refused,
    [transportCounterNames.inboundRefused]: host.inbound.refused,
  });
}

function readCounters({ node, traffic, timers }: GossipHost): NodeCounters {
  const { copiesSent, copiesReceived, updatesApplied, duplicates, malformed, rejected } = node.counters;
  const { roundsStarted, exchangesStarted, exchangesFailed } = node.counters;
  const { user, system } = process.cpuUsage();
  return {
    ...traffic,
    copiesSent,
    copiesReceived,
    updatesApplied,
    duplicates,
    framesDropped: sumOf(malformed),
    updatesRejected: sumOf(rejected),
    exchangesStarted,
    exchangesFailed,
    roundsStarted,
    cpuSeconds: (user + system) / 1e6,
    residentMemoryBytes: process.memoryUsage.rss(),
    timerLatenessSeconds: timers.takeWorstLatenessMs() / 1000,
  };
}

function sumOf(byReason: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of byReason.values()) sum += count;
  return sum;
}
