import type { Signer } from '../../../nodes/protocol/auth/signer.js';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import type { GossipNode } from '../../../nodes/protocol/node/gossip-node.js';
import { createGossipNode } from '../../../nodes/protocol/node/node.js';
import { createRng } from '../../../nodes/protocol/rng.js';
import type { Outputs, TimerToken } from '../../../nodes/protocol/types.js';
import type { Message } from '../../../nodes/protocol/wire/messages.js';

const peers = Array.from({ length: 50 }, (_, id) => id);

/** A push-pull node of a cluster of 50, without a failure detector, and its last timers. With a signer it signs. */
export function runningNode(signer?: Signer): {
  node: GossipNode;
  outputs: Outputs<Message>;
  tokens: TimerToken[];
} {
  // Blind, since no peer answers here: with feedback no rumor would ever cool.
  const config = protocolConfigSchema.parse({
    detector: 'none',
    repairIntervalMs: 0,
    stopRule: 'blind-counter',
    auth: signer ? 'ed25519' : 'none',
  });
  const node = createGossipNode({ id: 0, incarnation: 1, config, peers, rng: createRng(1), signer });
  const tokens: TimerToken[] = [];
  const outputs: Outputs<Message> = {
    send: () => undefined,
    setTimer: (token) => void tokens.push(token),
    event: () => undefined,
  };
  node.step(0, { kind: 'start' }, outputs);
  return { node, outputs, tokens };
}
