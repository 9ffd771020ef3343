import { generateKeyPairSync } from 'node:crypto';
import type { NodeId } from '../../protocol/types.js';

/** Ed25519, DER in base64: PKCS8 and SPKI. */
export interface NodeKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

const keysByPlan = new WeakMap<object, Map<NodeId, NodeKeys>>();

/**
 * The keys of a node in the run of this plan: random, made on first use, the same for every incarnation of the node,
 * and gone with the plan. Not derived from seed or token, which every node of the run could do too.
 */
export function keysOf(plan: object, node: NodeId): NodeKeys {
  const keys = keysByPlan.get(plan) ?? new Map<NodeId, NodeKeys>();
  keysByPlan.set(plan, keys);
  const known = keys.get(node) ?? makeKeys();
  keys.set(node, known);
  return known;
}

function makeKeys(): NodeKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
