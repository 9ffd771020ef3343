import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { CodedError } from '../coded-error.js';
import type { Peer } from '../contract/environment.js';
import type { Signer } from '../protocol/auth/signer.js';
import type { NodeId } from '../protocol/types.js';

export interface NodeKeys {
  readonly nodeId: NodeId;
  /** PKCS8 as DER in base64. */
  readonly privateKey: string;
  /** Their public keys are SPKI as DER in base64. */
  readonly peers: readonly Peer[];
}

/** Ed25519 (RFC 8032) of node:crypto. @throws CodedError USAGE for a key that is none; it does not show the key */
export function createEd25519Signer({ nodeId, privateKey, peers }: NodeKeys): Signer {
  const own = readKey(`node ${nodeId}'s private key`, () =>
    createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
  );
  const keys = new Map([[nodeId, createPublicKey(own)]]);
  for (const { id, publicKey } of peers) {
    if (publicKey === undefined || id === nodeId) continue;
    const der = Buffer.from(publicKey, 'base64');
    keys.set(
      id,
      readKey(`node ${id}'s public key`, () => createPublicKey({ key: der, format: 'der', type: 'spki' })),
    );
  }
  return {
    // A plain copy: of a Buffer, other code would see methods that a Uint8Array has otherwise.
    sign: (bytes) => new Uint8Array(sign(null, bytes, own)),
    knows: (origin) => keys.has(origin),
    verify: (origin, bytes, signature) => {
      const key = keys.get(origin);
      return key !== undefined && verify(null, bytes, key, signature);
    },
  };
}

function readKey(name: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    // What OpenSSL says of a key that it cannot read helps nobody, and might show some of it.
    throw new CodedError('USAGE', `${name} is no DER of an Ed25519 key`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new CodedError('USAGE', `${name} is of type ${key.asymmetricKeyType}, not ed25519`);
}
