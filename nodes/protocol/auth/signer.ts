import type { NodeId } from '../types.js';

/** Bytes of an Ed25519 signature (RFC 8032, section 5.1.6). */
export const signatureBytes = 64;

/** Signs for this node and verifies for all: the core has no cryptography of its own, so its host injects this. */
export interface Signer {
  /** This node's signature over `bytes`; deterministic, as Ed25519 is. */
  sign(bytes: Uint8Array): Uint8Array;
  /** Whether a public key of `origin` is at hand; this node knows its own. */
  knows(origin: NodeId): boolean;
  /** Whether `origin` signed `bytes`. False for an origin that is not known; never throws. */
  verify(origin: NodeId, bytes: Uint8Array, signature: Uint8Array): boolean;
}
