import { updatesOf } from '../rumors/rumor.js';
import type { ExchangeId, NodeId, Outputs } from '../types.js';
import { envelopeBytes } from '../wire/format.js';
import type { Message, MessageOf } from '../wire/messages.js';
import type { Dissemination } from './dissemination.js';
import type { GossipCore } from './gossip-core.js';
import { receiveRumors } from './intake.js';

/** Rumor mongering by push (Demers 1987, section 1.4): hot rumors go to the peer; without any, nobody is called. */
export const push: Dissemination = {
  answered: false,
  isIdle: (core) => core.rumors.size === 0,

  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void {
    const rumors = core.rumorsForPush(envelopeBytes, peer);
    if (rumors.length === 0) return;
    const exchange = core.contact(peer, outputs);
    const updates = updatesOf(rumors);
    const wantFeedback = core.offer(peer, exchange, rumors, 'push');
    core.sendUpdates(peer, exchange, { kind: 'rumors', updates, wantFeedback }, wantFeedback, outputs);
  },
};

export function onRumors(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  message: MessageOf<'rumors'>,
  outputs: Outputs<Message>,
): void {
  const needed = receiveRumors(core, from, message.updates, outputs);
  if (message.wantFeedback) outputs.send(from, exchange, { kind: 'feedback', needed }, false);
}
