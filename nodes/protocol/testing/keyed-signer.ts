import { type Signer, signatureBytes } from '../auth/signer.js';
import type { NodeId } from '../types.js';

/** A keyed hash in the place of a signature: told apart by who made it and over what, which is all that the core asks. */
export function keyedSigner(self: NodeId, known: readonly NodeId[], verified: Uint8Array[] = []): Signer {
  return {
    sign: (bytes) => stamp(self, bytes),
    knows: (origin) => known.includes(origin),
    verify: (origin, bytes, signature) => {
      verified.push(bytes);
      return stamp(origin, bytes).every((byte, i) => byte === signature[i]);
    },
  };
}

function stamp(origin: NodeId, bytes: Uint8Array): Uint8Array {
  const signature = new Uint8Array(signatureBytes);
  let state = Math.imul(origin + 1, 0x9e37_79b1);
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x0100_0193);
  for (let i = 0; i < signatureBytes; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x85eb_ca6b) + i;
    signature[i] = state >>> 24;
  }
  return signature;
}
