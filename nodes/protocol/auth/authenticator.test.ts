import { describe, expect, test } from 'vitest';
import { type ProtocolConfig, protocolConfigSchema } from '../node/config.js';
import { createGossipNode } from '../node/node.js';
import { createRng } from '../rng.js';
import { keyedSigner } from '../testing/keyed-signer.js';
import { RecordedOutputs } from '../testing/recorded-outputs.js';
import { TestCluster } from '../testing/test-cluster.js';
import { deliver, exchange, keysOf, round, twoNodes, write } from '../testing/two-nodes.js';
import type { Update, Version } from '../types.js';
import { decodeMessage, encodeMessage } from '../wire/codec.js';
import type { Message } from '../wire/messages.js';
import { signedBytes } from './signed-bytes.js';

const self = 0;
const peer = 1;
const roster = [self, peer, 2];

/** A node 0 that asks for signatures, how often it verified, and a way to hand it messages. */
function signingNode(config: Partial<ProtocolConfig> = {}) {
  const verified: Uint8Array[] = [];
  const outputs = new RecordedOutputs();
  const node = createGossipNode({
    id: self,
    incarnation: 1,
    config: protocolConfigSchema.parse({ detector: 'none', auth: 'ed25519', ...config }),
    peers: roster,
    rng: createRng(1),
    signer: keyedSigner(self, roster, verified),
  });
  let exchanges = 0;
  const receive = (message: Message) => {
    exchanges -= 1;
    const frame = decodeMessage(encodeMessage(peer, message));
    if (!frame.ok) throw new Error(`did not decode: ${frame.reason}`);
    node.step(0, { kind: 'message', from: peer, exchange: exchanges, message: frame.message }, outputs);
  };
  const rumors = (...updates: Update[]) => receive({ kind: 'rumors', updates, wantFeedback: true });
  return { node, outputs, verified, receive, rumors };
}

const version = (change: Partial<Version> = {}): Version => ({
  origin: 2,
  incarnation: 1,
  seq: 1,
  clock: 5,
  ...change,
});

/** Signed by `signedBy`, its origin where nothing is said. */
function update(change: Partial<Version> = {}, key = 'k', signedBy = change.origin ?? 2): Update {
  const unsigned = { version: version(change), key, value: Uint8Array.of(1), hops: 0 };
  return { ...unsigned, signature: keyedSigner(signedBy, roster).sign(signedBytes(unsigned)) };
}

const without = ({ signature: _, ...unsigned }: Update): Update => unsigned;

describe('a copy that its origin did not sign', () => {
  test.each<[string, Update, string]>([
    ['without signature', without(update()), 'unsigned'],
    ['of a stranger', update({ origin: 77 }), 'unknownOrigin'],
    ['signed by another', update({}, 'k', peer), 'signature'],
    ['with another value', { ...update(), value: Uint8Array.of(2) }, 'signature'],
    ['with another key', { ...update(), key: 'other' }, 'signature'],
    ['with a higher clock', { ...update(), version: version({ clock: 9 }) }, 'signature'],
    ['made a tombstone', { ...update(), value: undefined }, 'signature'],
    ['in the name of this node', update({ origin: self }, 'k', peer), 'signature'],
  ])('%s is dropped and counted by reason', (_, forged, reason) => {
    const { node, outputs, rumors } = signingNode();
    rumors(forged);
    expect(node.view.size).toBe(0);
    expect(new Map(node.counters.rejected)).toEqual(new Map([[reason, 1]]));
    expect(node.counters).toMatchObject({ copiesReceived: 1, updatesApplied: 0, duplicates: 0 });
    expect(outputs.events).toEqual([]);
    expect(outputs.takeSent().map(({ message }) => message)).toEqual([
      { kind: 'feedback', needed: Uint8Array.of(0) },
    ]);
  });

  test('leaves the true update free to come', () => {
    const { node, rumors } = signingNode();
    rumors({ ...update(), value: Uint8Array.of(2) });
    rumors(update());
    expect(node.view.get('k')).toMatchObject({ value: Uint8Array.of(1) });
  });

  test('does not move the clock, from which the next write would go on', () => {
    const { node, outputs, rumors } = signingNode();
    rumors({ ...update(), version: version({ clock: 2 ** 48 - 1 }) });
    node.step(0, { kind: 'write', key: 'own', value: undefined }, outputs);
    expect(node.view.get('own')?.version.clock).toBe(1);
  });

  test('comes by repair no better', () => {
    const { node, receive } = signingNode();
    receive({ kind: 'delta', hot: false, updates: [update({}, 'k', peer)], superseded: [] });
    expect(node.view.size).toBe(0);
    expect(node.counters.rejected.get('signature')).toBe(1);
  });

  test('makes the rest of its message not worth a verification, and what came before it stays', () => {
    const { node, verified, rumors } = signingNode();
    const forgeries = Array.from({ length: 100 }, (_, i) => update({ seq: 10 + i }, `f${i}`, peer));
    rumors(update(), ...forgeries);
    expect(node.view.size).toBe(1);
    expect(verified).toHaveLength(2);
    expect(new Map(node.counters.rejected)).toEqual(
      new Map([
        ['signature', 1],
        ['behindForgery', 99],
      ]),
    );
  });
});

describe('a copy of what is held', () => {
  test('is not verified again', () => {
    const { node, verified, rumors } = signingNode();
    rumors(update());
    rumors({ ...update(), hops: 7 });
    expect(verified).toHaveLength(1);
    expect(node.counters.duplicates).toBe(1);
  });

  test('with the true signature and another content is a duplicate that changes nothing', () => {
    const { node, outputs, rumors } = signingNode();
    rumors(update());
    rumors({ ...update(), key: 'other', value: undefined, version: version({ clock: 2 ** 40 }) });
    expect([...node.view.entries()].map(({ key }) => key)).toEqual(['k']);
    expect(node.counters.duplicates).toBe(1);
    node.step(0, { kind: 'write', key: 'own', value: undefined }, outputs);
    expect(node.view.get('own')?.version.clock).toBe(6);
  });

  test('with another signature is none of the origin’s, which nobody needs to verify', () => {
    const { node, verified, rumors } = signingNode();
    rumors(update());
    rumors(update({}, 'other'), update({ seq: 2 }, 'next'));
    expect(verified).toHaveLength(2);
    expect(node.counters.rejected.get('signature')).toBe(1);
    // Its sender may hold the other of two updates that the origin signed under one id: it need not be the liar.
    expect([...node.view.entries()].map(({ key }) => key)).toEqual(['k', 'next']);
  });

  test('is a duplicate also where it is superseded, whatever its signature', () => {
    const { node, verified, rumors } = signingNode();
    rumors(update({ seq: 2, clock: 9 }), update({ seq: 1, clock: 5 }));
    rumors({ ...update({ seq: 1, clock: 2 ** 40 }), signature: new Uint8Array(64) });
    expect(verified).toHaveLength(2);
    expect(node.counters.duplicates).toBe(1);
    expect(node.view.get('k')?.version.seq).toBe(2);
  });
});

test('a true update is passed on with its signature, by rumor and by repair', () => {
  for (const mode of ['push-pull', 'anti-entropy'] as const) {
    const { a, b } = twoNodes({ mode, auth: 'ed25519' });
    write(a, 'k');
    round(b);
    deliver(b, a);
    deliver(a, b);
    expect(keysOf(b)).toEqual(['k']);
    expect(b.node.view.get('k')?.signature).toEqual(a.node.view.get('k')?.signature);
    expect(b.node.view.get('k')?.signature).toHaveLength(64);
  }
});

test('without auth a signature is neither made nor passed on', () => {
  const { a } = twoNodes({});
  write(a, 'own');
  const message: Message = { kind: 'rumors', updates: [update({ origin: 1 })], wantFeedback: false };
  a.node.step(0, { kind: 'message', from: 1, exchange: -1, message }, a.outputs);
  expect([...a.node.view.entries()].map(({ signature }) => signature)).toEqual([undefined, undefined]);
});

test('superseded ranges of a peer are ignored under auth, and count as rejected', () => {
  const { node, receive, rumors } = signingNode();
  const superseded = [{ origin: 2, incarnation: 1, fromSeq: 1, toSeq: 2 ** 40 }];
  receive({ kind: 'delta', hot: false, updates: [], superseded });
  expect(node.counters.rejected.get('range')).toBe(1);
  rumors(update());
  expect(node.view.get('k')).toBeDefined();
});

test('nor does a node tell any: what was superseded stays a hole, and the views are equal all the same', () => {
  const { a, b } = twoNodes({ mode: 'anti-entropy', auth: 'ed25519' });
  for (let n = 0; n < 5; n++) write(a, 'same');
  round(b);
  exchange(b, a);
  expect(b.node.view.stateDigest()).toBe(a.node.view.stateDigest());
  expect(b.node.counters.updatesSuperseded).toBe(0);
  expect(b.node.counters.rejected.size).toBe(0);
});

test('a node that is to sign and has no key is not made', () => {
  const config = protocolConfigSchema.parse({ auth: 'ed25519' });
  const options = { id: 0, incarnation: 1, config, peers: [], rng: createRng(1) };
  expect(() => createGossipNode(options)).toThrow(/auth ed25519/);
});

test('auth stays as it was when a node is configured anew', () => {
  const { node, outputs, rumors } = signingNode({ maxRounds: 1 });
  const config = protocolConfigSchema.parse({ auth: 'none', fanout: 1 });
  node.step(0, { kind: 'configure', config }, outputs);
  expect(node.config).toMatchObject({ auth: 'ed25519', fanout: 1 });
  rumors(without(update()));
  expect(node.view.size).toBe(0);
});

test('a write that would fit only without its signature is refused', () => {
  const value = new Uint8Array(400);
  expect(twoNodes({ maxMessageBytes: 512 }).a.node.canWrite('k', value)).toBeUndefined();
  expect(twoNodes({ maxMessageBytes: 512, auth: 'ed25519' }).a.node.canWrite('k', value)).toMatch(/limit/);
  expect(
    twoNodes({ maxMessageBytes: 512, auth: 'ed25519' }).a.node.canWrite('k', new Uint8Array(340)),
  ).toBeUndefined();
});

test('a signing cluster converges under loss and restart, and rejects nothing', () => {
  const cluster = new TestCluster({
    nodes: 8,
    seed: 5,
    loss: 0.1,
    config: { auth: 'ed25519', intervalMs: 50 },
  });
  cluster.run(1_000);
  for (let n = 0; n < 30; n++) cluster.write(n % 8, `k${n % 12}`);
  cluster.run(500);
  cluster.crash(3);
  cluster.restart(3);
  cluster.runUntil(() => cluster.node(3).view.size === 12 && cluster.converged());
  for (const id of cluster.ids) expect(cluster.node(id).counters.rejected.size).toBe(0);
});
