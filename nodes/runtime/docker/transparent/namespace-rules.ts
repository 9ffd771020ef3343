import type { NodeId } from '../../../protocol/types.js';
import type { AddressPlan } from '../network/address-plan.js';

export interface RulesPlan {
  readonly node: NodeId;
  readonly peers: readonly NodeId[];
  readonly addresses: AddressPlan;
  /** Whether links carry datagrams, too. */
  readonly datagrams: boolean;
}

/** What a rule counts: a way between this node and a peer, and what goes it. */
export const counterKinds = [
  'sentTcp',
  'sentSyn',
  'sentUdp',
  'receivedTcp',
  'receivedSyn',
  'receivedUdp',
] as const;
export type CounterKind = (typeof counterKinds)[number];

/** The comment by which a rule that counts is found again; its packets and bytes belong to the peer. */
export const counterComment = (kind: CounterKind, peer: NodeId): string => `${kind}-${peer}`;

/**
 * The rules of one node's network namespace, as iptables-restore reads them. The node dials its peers at their own addresses:
 *
 * - what it sends to a peer's gossip port goes to its link of that peer in the gateway (nat OUTPUT); answers come back by the kernel's table of flows;
 * - a connection out of the link of peer j comes to j's entry port, is led to the gossip port, and bears j's address (nat PREROUTING, INPUT);
 * - a datagram out of the link of peer j comes from the port at which this node dials j, and bears j's gossip address (nat INPUT);
 * - everything else that it begins towards the run's network is refused: nothing goes beside the links (filter OUTPUT).
 *
 * The rules of the table mangle count, before any address is changed on the way out, and before any is restored on the way in.
 */
export function namespaceRules(plan: RulesPlan): string {
  return [
    ...table('mangle', ['PREROUTING', 'OUTPUT'], plan, countingRules),
    ...table('nat', ['PREROUTING', 'INPUT', 'OUTPUT'], plan, redirectingRules),
    '*filter',
    ':OUTPUT ACCEPT',
    '-A OUTPUT -o lo -j ACCEPT',
    `-A OUTPUT -d ${plan.addresses.gatewayIp} -j ACCEPT`,
    `-A OUTPUT -d ${plan.addresses.cidr} -m conntrack --ctstate NEW -j REJECT`,
    'COMMIT',
    '',
  ].join('\n');
}

function table(
  name: string,
  chains: readonly string[],
  plan: RulesPlan,
  rules: (way: Way, datagrams: boolean) => string[],
): string[] {
  const ways = plan.peers.map((peer) => wayTo(peer, plan));
  return [
    `*${name}`,
    ...chains.map((chain) => `:${chain} ACCEPT`),
    ...ways.flatMap((way) => rules(way, plan.datagrams)),
    'COMMIT',
  ];
}

/** Between this node and a peer. */
interface Way {
  readonly peer: NodeId;
  readonly peerIp: string;
  readonly gossipPort: string;
  readonly gatewayIp: string;
  /** Of this node's link to the peer, in the gateway. */
  readonly linkPort: string;
  /** Where the peer's connections come in here. */
  readonly entryPort: number;
  /** Of the packet that begins one. */
  readonly mark: number;
}

function wayTo(peer: NodeId, { node, addresses }: RulesPlan): Way {
  const link = addresses.links.find(({ from, to }) => from === node && to === peer);
  if (!link) throw new Error(`there is no link n${node}-n${peer}`);
  const [gatewayIp = '', linkPort = ''] = link.listen.split(':');
  const [peerIp = '', gossipPort = ''] = addresses.gossipAddress(peer).split(':');
  const entryPort = addresses.entryPort(peer);
  return { peer, peerIp, gossipPort, gatewayIp, linkPort, entryPort, mark: peer + 1 };
}

function countingRules(
  { peer, peerIp, gatewayIp, linkPort, entryPort, mark }: Way,
  datagrams: boolean,
): string[] {
  const counts = (kind: CounterKind): string => `-m comment --comment ${counterComment(kind, peer)}`;
  const tcp = [
    `-A OUTPUT -d ${peerIp} -p tcp ${counts('sentTcp')}`,
    `-A OUTPUT -d ${peerIp} -p tcp --tcp-flags SYN SYN ${counts('sentSyn')}`,
    ...[`--dport ${entryPort}`, `--sport ${linkPort}`].flatMap((port) => [
      `-A PREROUTING -s ${gatewayIp} -p tcp ${port} ${counts('receivedTcp')}`,
      `-A PREROUTING -s ${gatewayIp} -p tcp ${port} --tcp-flags SYN SYN ${counts('receivedSyn')}`,
    ]),
    `-A PREROUTING -s ${gatewayIp} -p tcp --dport ${entryPort} -j MARK --set-mark ${mark}`,
  ];
  const udp = [
    `-A OUTPUT -d ${peerIp} -p udp ${counts('sentUdp')}`,
    `-A PREROUTING -s ${gatewayIp} -p udp --sport ${linkPort} ${counts('receivedUdp')}`,
  ];
  return [...tcp, ...(datagrams ? udp : [])];
}

function redirectingRules(
  { peerIp, gossipPort, gatewayIp, linkPort, entryPort, mark }: Way,
  datagrams: boolean,
): string[] {
  const out = (transport: 'tcp' | 'udp') =>
    `-A OUTPUT -d ${peerIp} -p ${transport} --dport ${gossipPort} -j DNAT --to-destination ${gatewayIp}:${linkPort}`;
  const tcp = [
    out('tcp'),
    `-A PREROUTING -s ${gatewayIp} -p tcp --dport ${entryPort} -j REDIRECT --to-ports ${gossipPort}`,
    `-A INPUT -p tcp -m mark --mark ${mark} -j SNAT --to-source ${peerIp}`,
  ];
  const udp = [
    out('udp'),
    `-A INPUT -s ${gatewayIp} -p udp --sport ${linkPort} -j SNAT --to-source ${peerIp}:${gossipPort}`,
  ];
  return [...tcp, ...(datagrams ? udp : [])];
}
