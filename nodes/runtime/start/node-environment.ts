import { environmentNames, type Peer } from '../../contract/environment.js';
import type { NodeId } from '../../protocol/types.js';
import type { ClusterPlan } from '../cluster.js';
import { keysOf } from './node-keys.js';

/** What one incarnation of one node needs besides the plan; addresses are `host:port`. */
export interface NodePlacement {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly gossipListen: string;
  readonly controlListen: string;
  /** Where this node must dial each of the others. */
  readonly peers: readonly Peer[];
  readonly token: string;
}

/**
 * The environment of a node as every implementation of the contract reads it. Where updates are signed, keys that are
 * made once per plan object and node: every incarnation of a run must be built from the same one.
 */
export function buildEnvironment(
  plan: Pick<ClusterPlan, 'protocol' | 'leaseMs' | 'seed' | 'allowAttacks' | 'profiledNode'>,
  placement: NodePlacement,
): Record<string, string> {
  const isSigned = plan.protocol.auth !== 'none';
  return {
    [environmentNames.nodeId]: String(placement.node),
    [environmentNames.incarnation]: String(placement.incarnation),
    [environmentNames.gossipListen]: placement.gossipListen,
    [environmentNames.controlListen]: placement.controlListen,
    [environmentNames.peers]: JSON.stringify(isSigned ? withKeys(plan, placement.peers) : placement.peers),
    [environmentNames.protocol]: JSON.stringify(plan.protocol),
    [environmentNames.token]: placement.token,
    [environmentNames.leaseMs]: String(plan.leaseMs),
    [environmentNames.seed]: String(nodeSeed(plan.seed, placement.node, placement.incarnation)),
    ...(isSigned ? { [environmentNames.privateKey]: keysOf(plan, placement.node).privateKey } : {}),
    // First incarnations begin together (begin-all.ts); later ones join the running cluster.
    ...(placement.incarnation === 1 ? { [environmentNames.hold]: '1' } : {}),
    ...(plan.allowAttacks ? { [environmentNames.allowAttacks]: '1' } : {}),
    ...(plan.profiledNode === placement.node ? { [environmentNames.allowProfile]: '1' } : {}),
  };
}

function withKeys(plan: object, peers: readonly Peer[]): Peer[] {
  return peers.map((peer) => ({ ...peer, publicKey: keysOf(plan, peer.id).publicKey }));
}

/** Its own stream of randomness for each incarnation of each node: the finalizer of MurmurHash3 over the three numbers. */
export function nodeSeed(runSeed: number, node: NodeId, incarnation: number): number {
  let hash = runSeed ^ Math.imul(node + 1, 0x9e37_79b9) ^ Math.imul(incarnation, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
