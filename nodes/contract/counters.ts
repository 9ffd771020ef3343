import type { ProtocolCounters } from '../protocol/node/counters.js';

/**
 * The counters a node exposes in OpenMetrics (`GET /metrics`). Monotonic since the node's start unless marked gauge.
 * The key is the field used inside the harness, the value the metric's name on the wire.
 */
export const counterNames = {
  /** Gossip messages (frames) handed to the transport, probes apart. */
  messagesSent: 'gossip_messages_sent_total',
  messagesReceived: 'gossip_messages_received_total',
  /** Bytes of gossip frames, framing included, probes apart. */
  bytesSent: 'gossip_bytes_sent_total',
  bytesReceived: 'gossip_bytes_received_total',
  /** Copies of updates inside those messages. */
  copiesSent: 'gossip_update_copies_sent_total',
  copiesReceived: 'gossip_update_copies_received_total',
  /** First receipts applied, and copies of what was already held. */
  updatesApplied: 'gossip_updates_applied_total',
  duplicates: 'gossip_duplicates_total',
  /** Frames dropped because they did not decode, were too long, or had a foreign version. */
  framesDropped: 'gossip_frames_dropped_total',
  /** Copies of updates, and superseded ranges, that were dropped since nobody had signed them, or for a clock too far ahead. */
  updatesRejected: 'gossip_updates_rejected_total',
  /** Writes answered 503: too many at once, or too much was still to be spread. */
  writesPushedBack: 'gossip_writes_pushed_back_total',
  /** Gauge: updates that this node still spreads. */
  hotUpdates: 'gossip_hot_updates',
  exchangesStarted: 'gossip_exchanges_started_total',
  exchangesFailed: 'gossip_exchanges_failed_total',
  roundsStarted: 'gossip_rounds_started_total',
  /** CPU time of the process, user plus system, in seconds. */
  cpuSeconds: 'process_cpu_seconds_total',
  /** Gauge: resident memory in bytes. */
  residentMemoryBytes: 'process_resident_memory_bytes',
  /** Gauge: worst lateness of a protocol timer since the last reading, in seconds: how far the event loop is behind. */
  timerLatenessSeconds: 'gossip_timer_lateness_seconds',
} as const;

/** Counters that a node without the matter they count may leave out; they are 0 then. */
export const optionalCounters: ReadonlySet<keyof typeof counterNames> = new Set([
  'updatesRejected',
  'writesPushedBack',
  'hotUpdates',
]);

export type NodeCounters = Record<keyof typeof counterNames, number>;

/** Those that a node reports. */
export type ReportedCounters = { readonly [name in keyof NodeCounters]?: number | undefined };

/**
 * Where the reference node bounded its own memory: exchanges and connections turned away because too many were open.
 * Told in `GET /metrics` beside the others; an implementation without such bounds leaves them out.
 */
export const transportCounterNames = {
  outboundRefused: 'gossip_outbound_exchanges_refused_total',
  inboundRefused: 'gossip_inbound_connections_refused_total',
} as const;

/** Frames that a node sent as the attacker that it was told to be, by attack; they are in no other counter. */
export const attackCounterName = 'gossip_attack_frames_sent_total';

type ProtocolPart = Omit<
  NodeCounters,
  | 'messagesSent'
  | 'messagesReceived'
  | 'bytesSent'
  | 'bytesReceived'
  | 'cpuSeconds'
  | 'residentMemoryBytes'
  | 'timerLatenessSeconds'
  | 'hotUpdates'
>;

/** What the protocol core itself counts. */
export function protocolPart(counters: ProtocolCounters): ProtocolPart {
  const { copiesSent, copiesReceived, updatesApplied, duplicates, malformed, rejected } = counters;
  const { roundsStarted, exchangesStarted, exchangesFailed, writesPushedBack } = counters;
  return {
    copiesSent,
    copiesReceived,
    updatesApplied,
    duplicates,
    framesDropped: sumOf(malformed),
    updatesRejected: sumOf(rejected),
    writesPushedBack,
    exchangesStarted,
    exchangesFailed,
    roundsStarted,
  };
}

function sumOf(byReason: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of byReason.values()) sum += count;
  return sum;
}
