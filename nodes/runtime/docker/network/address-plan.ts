import { CodedError } from '../../../coded-error.js';
import type { Peer } from '../../../contract/environment.js';
import type { NodeId } from '../../../protocol/types.js';
import type { Link } from '../../cluster.js';
import { hasProxies, type LinkKind } from '../../link-kind.js';
import { parseSubnet } from './subnet.js';

const gossipPort = 7000;
const controlPort = 7001;
const firstLinkPort = 20_000;
/** Of a node, below what the system gives to outgoing connections. */
const firstEntryPort = 20_000;
const lastLinkPort = 65_535;
/** Toxiproxy's API is bound to the gateway's own loopback: no node can reach it. */
export const toxiproxyPort = 8474;
/** So is the control of the UDP relays. */
export const relayControlPort = 8473;
/**
 * Outgoing connections of the gateway take their ports here, so that none takes one that a link, or the API, is to listen on. A
 * dial of the API before it listens could even meet itself.
 */
export const gatewayLocalPorts = `${toxiproxyPort + 1} ${firstLinkPort - 1}`;

/** Every address of a run, known before anything of it starts. */
export interface AddressPlan {
  readonly gatewayIp: string;
  /** Of the load generator. */
  readonly loadIp: string;
  readonly links: readonly Link[];
  /** All addresses of the run's network, as a.b.c.d/prefix. */
  readonly cidr: string;
  nodeIp(node: NodeId): string;
  gossipAddress(node: NodeId): string;
  controlAddress(node: NodeId): string;
  /** Of transparent links: the port of every node at which connections of `from` come out of its links. */
  entryPort(from: NodeId): number;
  /** Where `node` must dial each of the others: its own proxied links, or the peers themselves. */
  peers(node: NodeId): readonly Peer[];
}

/** @throws CodedError USAGE when there are more links than ports, or more nodes than addresses. */
export function planAddresses(cidr: string, nodes: number, links: LinkKind): AddressPlan {
  const subnet = parseSubnet(cidr);
  // 1 is the bridge itself, 2 the gateway container; the load generator comes after the last node.
  const nodeIp = (node: NodeId) => subnet.address(3 + node);
  const gossipAddress = (node: NodeId) => `${nodeIp(node)}:${gossipPort}`;
  checkRoom(subnet.hosts - 3, nodes, links);
  const gatewayIp = subnet.address(2);
  const linkAddress = (from: NodeId, to: NodeId) => `${gatewayIp}:${linkPort(from, to, nodes)}`;
  const roster = Array.from({ length: nodes }, (_, node) => node);
  const others = (node: NodeId) => roster.filter((peer) => peer !== node);
  const dial = links === 'proxy' ? linkAddress : (_: NodeId, to: NodeId) => gossipAddress(to);
  const proxied = hasProxies(links) ? roster : [];
  const entryPort = (from: NodeId) => firstEntryPort + from;
  const entry = (from: NodeId, to: NodeId) =>
    links === 'transparent' ? { connectionEntry: `${nodeIp(to)}:${entryPort(from)}` } : {};
  return {
    gatewayIp,
    loadIp: subnet.address(3 + nodes),
    links: proxied.flatMap((from) =>
      others(from).map((to) => ({
        from,
        to,
        listen: linkAddress(from, to),
        upstream: gossipAddress(to),
        ...entry(from, to),
      })),
    ),
    cidr,
    entryPort,
    nodeIp,
    gossipAddress,
    controlAddress: (node) => `${nodeIp(node)}:${controlPort}`,
    peers: (node) => others(node).map((peer) => ({ id: peer, address: dial(node, peer) })),
  };
}

function linkPort(from: NodeId, to: NodeId, nodes: number): number {
  return firstLinkPort + from * (nodes - 1) + (to < from ? to : to - 1);
}

function checkRoom(addresses: number, nodes: number, links: LinkKind): void {
  if (nodes > addresses) {
    throw new CodedError(
      'USAGE',
      `${nodes} nodes do not fit into a network with ${addresses} node addresses`,
      {
        remedy: "Use fewer nodes, or give the engine larger 'default-address-pools'.",
      },
    );
  }
  const ports = lastLinkPort - firstLinkPort + 1;
  if (hasProxies(links) && nodes * (nodes - 1) > ports) {
    throw new CodedError(
      'USAGE',
      `${nodes} nodes need ${nodes * (nodes - 1)} link ports, the gateway has ${ports}`,
      {
        remedy: 'Use at most 213 nodes, or `--links direct`.',
      },
    );
  }
}
