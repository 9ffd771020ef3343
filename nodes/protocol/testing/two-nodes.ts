import { type ProtocolConfig, protocolConfigSchema } from '../node/config.js';
import type { GossipNode } from '../node/gossip-node.js';
import { createGossipNode } from '../node/node.js';
import { createRng } from '../rng.js';
import type { NodeId } from '../types.js';
import { keyedSigner } from './keyed-signer.js';
import { RecordedOutputs, type SentMessage } from './recorded-outputs.js';

export interface TestPeer {
  readonly node: GossipNode;
  readonly outputs: RecordedOutputs;
}

/** Two nodes that know each other; nothing moves unless the test moves it. Without failure detection, unless configured. */
export function twoNodes(config: Partial<ProtocolConfig>): { a: TestPeer; b: TestPeer } {
  const full = protocolConfigSchema.parse({
    detector: 'none',
    fanout: 1,
    repairIntervalMs: 0,
    ...config,
  });
  const peer = (id: NodeId): TestPeer => ({
    node: createGossipNode({
      id,
      incarnation: 1,
      config: full,
      peers: [0, 1],
      rng: createRng(id + 1),
      signer: keyedSigner(id, [0, 1]),
    }),
    outputs: new RecordedOutputs(),
  });
  const pair = { a: peer(0), b: peer(1) };
  for (const { node, outputs } of [pair.a, pair.b]) node.step(0, { kind: 'start' }, outputs);
  return pair;
}

export function write(peer: TestPeer, key: string, bytes = 4, nowMs = 0): void {
  peer.node.step(nowMs, { kind: 'write', key, value: new Uint8Array(bytes) }, peer.outputs);
}

/** Lets the last timer that the node set fire, which is its round's where nothing else runs. */
export function round(peer: TestPeer, nowMs = 1_000): void {
  const { token } = peer.outputs.timers.at(-1)!;
  peer.node.step(nowMs, { kind: 'timer', token }, peer.outputs);
}

/** Hands over what one node sent to the other, whose answers stay with it. */
export function deliver(from: TestPeer, to: TestPeer, nowMs = 1_000): SentMessage[] {
  const sent = from.outputs.takeSent();
  for (const { exchange, message } of sent) {
    // Ids of accepted exchanges are negative, those of a node's own positive.
    to.node.step(nowMs, { kind: 'message', from: from.node.id, exchange: -exchange, message }, to.outputs);
  }
  return sent;
}

/** Delivers both ways until nobody has anything to say; returns the kinds of the messages in order. */
export function exchange(initiator: TestPeer, responder: TestPeer, nowMs = 1_000): string[] {
  const kinds: string[] = [];
  for (;;) {
    const sent = [...deliver(initiator, responder, nowMs), ...deliver(responder, initiator, nowMs)];
    if (sent.length === 0) return kinds;
    kinds.push(...sent.map(({ message }) => message.kind));
  }
}

export const keysOf = ({ node }: TestPeer): string[] => [...node.view.entries()].map(({ key }) => key).sort();
