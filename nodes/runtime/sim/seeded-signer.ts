import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Signer, signatureBytes } from '../../protocol/auth/signer.js';
import type { NodeId } from '../../protocol/types.js';

/**
 * Signatures of a simulated run: a keyed hash (HMAC-SHA-512, 64 bytes as Ed25519's) whose keys come from the run's seed, so that a run has
 * the same bytes on every machine. Nobody in a simulation tries to forge one.
 */
export function seededSigner(seed: number, self: NodeId): Signer {
  const stamp = (origin: NodeId, bytes: Uint8Array): Uint8Array =>
    createHmac('sha512', `${seed}.${origin}`).update(bytes).digest().subarray(0, signatureBytes);
  return {
    sign: (bytes) => stamp(self, bytes),
    knows: () => true,
    verify: (origin, bytes, signature) =>
      signature.length === signatureBytes && timingSafeEqual(stamp(origin, bytes), signature),
  };
}
