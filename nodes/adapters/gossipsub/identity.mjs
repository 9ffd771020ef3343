import { createHash } from 'node:crypto';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';

/** A node's key follows from its number, so that each knows whom it dials. It keeps nothing secret. */
export function keyOf(node) {
  return generateKeyPairFromSeed(
    'Ed25519',
    createHash('sha256').update(`gossip-bench node ${node}`).digest(),
  );
}

export const peerIdOf = async (node) => peerIdFromPrivateKey(await keyOf(node));
