import { generateKeyPairSync } from 'node:crypto';
import { signedBytes } from '../../../nodes/protocol/auth/signed-bytes.js';
import type { Signer } from '../../../nodes/protocol/auth/signer.js';
import type { Update } from '../../../nodes/protocol/types.js';
import { encodedLength } from '../../../nodes/protocol/wire/codec.js';
import { createEd25519Signer } from '../../../nodes/reference/ed25519-signer.js';
import { updatesOf } from './messages.js';
import { runningNode } from './running-node.js';
import type { MicroSuite } from './suite.js';

const origin = 7;
const perMessage = 10;
const batches = 300;
const auths = ['none', 'ed25519'] as const;

/** The signers of node 0 and of `origin`, each with the other's public key. */
function signers(): { receiver: Signer; writer: Signer } {
  const keys = new Map([0, origin].map((id) => [id, generateKeyPairSync('ed25519')] as const));
  const signerOf = (nodeId: number) => {
    const privateKey = keys.get(nodeId)!.privateKey.export({ format: 'der', type: 'pkcs8' });
    const peers = [...keys].map(([id, { publicKey }]) => ({
      id,
      address: 'unused:1',
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    }));
    return createEd25519Signer({ nodeId, privateKey: privateKey.toString('base64'), peers });
  };
  return { receiver: signerOf(0), writer: signerOf(origin) };
}

const signed = (update: Update, signer: Signer): Update => ({
  ...update,
  signature: signer.sign(signedBytes(update)),
});

const frameBytes = (updates: readonly Update[]) =>
  encodedLength(0, { kind: 'rumors', updates, wantFeedback: true });

/** What signatures cost: alone, and a node's steps with them beside the same steps without. */
export const authSuite: MicroSuite = {
  name: 'signatures (Ed25519, updates of 128 B)',
  addTo: (bench) => {
    const { receiver, writer } = signers();
    const plain = updatesOf(origin, batches * perMessage);
    const all = { none: plain, ed25519: plain.map((update) => signed(update, writer)) };
    const update = all.ed25519[0]!;
    const bytes = signedBytes(update);
    bench.add('the bytes that are signed', () => signedBytes(update));
    bench.add('sign', () => writer.sign(bytes));
    bench.add('verify', () => receiver.verify(origin, bytes, update.signature!));
    for (const auth of auths) {
      const signer = auth === 'none' ? undefined : receiver;
      const batch = (number: number) => all[auth].slice(number * perMessage, (number + 1) * perMessage);
      const length = frameBytes(batch(0));
      let node = runningNode(signer);
      let received = 0;
      const receive = (number: number) => {
        const message = { kind: 'rumors', updates: batch(number), wantFeedback: true } as const;
        node.node.step(number, { kind: 'message', from: origin, exchange: -1, message }, node.outputs);
      };
      bench.add(`receive ${perMessage} new rumors (${length} B), auth ${auth}`, () => {
        // A new node now and then, to which all are new again.
        if (received % batches === 0) node = runningNode(signer);
        receive(received % batches);
        received += 1;
      });
      bench.add(`receive ${perMessage} known rumors, auth ${auth}`, () => receive(0));
      const writing = runningNode(signer);
      const value = new Uint8Array(128);
      bench.add(`a client write, auth ${auth}`, () => {
        writing.node.step(0, { kind: 'write', key: 'k', value }, writing.outputs);
      });
    }
  },
};
