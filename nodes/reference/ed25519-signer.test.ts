import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createEd25519Signer } from './ed25519-signer.js';
import { keyPair } from './testing/signed-cluster.js';

const [own, other] = [keyPair(), keyPair()];
const peers = [
  { id: 1, address: 'host:1', publicKey: other.publicKey },
  { id: 2, address: 'host:2' },
];
const signer = createEd25519Signer({ nodeId: 0, privateKey: own.privateKey, peers });
const signerOfOther = createEd25519Signer({ nodeId: 1, privateKey: other.privateKey, peers: [] });
const bytes = Uint8Array.of(1, 2, 3);

test('what one signs the other verifies, as that one’s and over these bytes alone', () => {
  const signature = signerOfOther.sign(bytes);
  expect(signature).toHaveLength(64);
  expect(signer.verify(1, bytes, signature)).toBe(true);
  expect(signer.verify(0, bytes, signature)).toBe(false);
  expect(signer.verify(1, Uint8Array.of(1, 2, 4), signature)).toBe(false);
  expect(
    signer.verify(
      1,
      bytes,
      signature.map((byte) => byte ^ 1),
    ),
  ).toBe(false);
});

test('a node knows itself and the peers whose keys it was given', () => {
  expect([0, 1, 2, 3].map((id) => signer.knows(id))).toEqual([true, true, false, false]);
  expect(signer.verify(0, bytes, signer.sign(bytes))).toBe(true);
  expect(signer.verify(3, bytes, signer.sign(bytes))).toBe(false);
});

test.each([0, 63, 65, 64])('a signature of %i zero bytes does not verify, and does not throw', (length) => {
  expect(signer.verify(1, bytes, new Uint8Array(length))).toBe(false);
});

test('the same bytes have the same signature', () => {
  expect(signer.sign(bytes)).toEqual(signer.sign(bytes));
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const rsaKey = rsa.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

test.each([
  ['that cannot be read', 'c2VjcmV0', /node 0's private key is no DER/],
  ['of another kind', rsaKey, /node 0's private key is of type rsa/],
])('a private key %s is refused, and not shown', (_, privateKey, message) => {
  const create = () => createEd25519Signer({ nodeId: 0, privateKey, peers: [] });
  expect(create).toThrow(message);
  expect(create).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
});

test('a public key that cannot be read is refused by whose it is', () => {
  const spoiled = [{ id: 4, address: 'host:4', publicKey: 'AAAA' }];
  const create = () => createEd25519Signer({ nodeId: 0, privateKey: own.privateKey, peers: spoiled });
  expect(create).toThrow(/node 4's public key/);
});
