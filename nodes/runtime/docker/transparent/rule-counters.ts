import type { NodeId } from '../../../protocol/types.js';
import type { PeerTraffic } from '../../cluster.js';
import { type CounterKind, counterKinds } from './namespace-rules.js';

interface Sum {
  packets: number;
  bytes: number;
}

const counted = new RegExp(`^\\[(\\d+):(\\d+)\\].*--comment "?(${counterKinds.join('|')})-(\\d+)"?(?:\\s|$)`);

/** What rules have counted, by peer, from the output of `iptables-save -c`. Bytes are those of IP packets, headers included. */
export function readCounters(saved: string): PeerTraffic[] {
  const peers = new Map<NodeId, Record<CounterKind, Sum>>();
  for (const line of saved.split('\n')) {
    const [, packets, bytes, kind, peer] = counted.exec(line) ?? [];
    if (kind === undefined) continue;
    const sums = peers.get(Number(peer)) ?? noTraffic();
    peers.set(Number(peer), sums);
    sums[kind as CounterKind].packets += Number(packets);
    sums[kind as CounterKind].bytes += Number(bytes);
  }
  return [...peers].map(([peer, sums]) => ({
    peer,
    sent: { tcp: tcpTraffic(sums.sentTcp, sums.sentSyn), udp: udpTraffic(sums.sentUdp) },
    received: { tcp: tcpTraffic(sums.receivedTcp, sums.receivedSyn), udp: udpTraffic(sums.receivedUdp) },
  }));
}

const noTraffic = () =>
  Object.fromEntries(counterKinds.map((kind) => [kind, { packets: 0, bytes: 0 }])) as Record<
    CounterKind,
    Sum
  >;

/** IPv4 and UDP (RFC 791, RFC 768). */
const udpHeaderBytes = 28;
/** IPv4 and TCP with the option of timestamps, as Linux sends every segment (RFC 791, RFC 9293, RFC 7323). */
const tcpHeaderBytes = 52;
/** What the segments that open a connection have beside that: largest segment, selective acknowledgement, window scale. */
const synOptionBytes = 8;

const udpTraffic = ({ packets, bytes }: Sum) => ({
  packets,
  bytes,
  payloadBytes: bytes - packets * udpHeaderBytes,
});

const tcpTraffic = ({ packets, bytes }: Sum, syn: Sum) => ({
  packets,
  bytes,
  payloadBytes: Math.max(0, bytes - packets * tcpHeaderBytes - syn.packets * synOptionBytes),
});
