import { protocolConfigSchema } from '../../nodes/protocol/config.js';
import { createGossipNode, type GossipNode } from '../../nodes/protocol/gossip-node.js';
import type { Message } from '../../nodes/protocol/messages.js';
import { createRng } from '../../nodes/protocol/rng.js';
import type { Outputs, TimerToken } from '../../nodes/protocol/types.js';
import { updatesOf } from './messages.js';
import type { MicroSuite } from './suite.js';

const peers = Array.from({ length: 50 }, (_, id) => id);

/** A push-pull node of a cluster of 50, without a failure detector, and its last timers. */
function runningNode(): { node: GossipNode; outputs: Outputs<Message>; tokens: TimerToken[] } {
  // Blind, since nobody answers here: with feedback no rumor would ever cool.
  const config = protocolConfigSchema.parse({
    detector: 'none',
    repairIntervalMs: 0,
    stopRule: 'blind-counter',
  });
  const node = createGossipNode({ id: 0, incarnation: 1, config, peers, rng: createRng(1) });
  const tokens: TimerToken[] = [];
  const outputs: Outputs<Message> = {
    send: () => undefined,
    setTimer: (token) => void tokens.push(token),
    event: () => undefined,
  };
  node.step(0, { kind: 'start' }, outputs);
  return { node, outputs, tokens };
}

export const stepSuite: MicroSuite = {
  name: 'protocol step (push-pull, 50 nodes)',
  addTo: (bench) => {
    const idle = runningNode();
    let idleMs = 0;
    bench.add('a round without rumors', () => {
      idleMs += 200;
      idle.node.step(idleMs, { kind: 'timer', token: idle.tokens.pop()! }, idle.outputs);
    });
    const busy = runningNode();
    let seq = 1;
    bench.add('receive 10 new rumors, answer, and start a round', () => {
      const updates = updatesOf(7, 10, seq);
      seq += 10;
      const message = { kind: 'pushPullRequest', updates, wantFeedback: true } as const;
      busy.node.step(seq * 20, { kind: 'message', from: 7, exchange: -seq, message }, busy.outputs);
      busy.node.step(seq * 20, { kind: 'timer', token: busy.tokens.pop()! }, busy.outputs);
    });
    const writing = runningNode();
    let write = 0;
    const value = new Uint8Array(128);
    bench.add('a client write', () => {
      write += 1;
      writing.node.step(write, { kind: 'write', key: `k${write % 1_000}`, value }, writing.outputs);
    });
  },
};
