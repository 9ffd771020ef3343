import { updatesOf } from '../rumors/rumor.js';
import type { ExchangeId, NodeId, Outputs } from '../types.js';
import { envelopeBytes } from '../wire/format.js';
import type { Message, MessageOf } from '../wire/messages.js';
import type { Dissemination } from './dissemination.js';
import type { GossipCore } from './gossip-core.js';
import { receiveRumors } from './intake.js';

/**
 * Rumor mongering by pull (Demers 1987, section 1.4): every round asks, since the asker cannot know that there is nothing;
 * the responder sends its hot rumors without knowing what is needed, and learns it from the feedback.
 */
export const pull: Dissemination = {
  answered: true,

  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void {
    outputs.send(peer, core.contact(peer, outputs), { kind: 'pullRequest' }, true);
  },
};

export function onPullRequest(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  outputs: Outputs<Message>,
): void {
  const rumors = core.selectRumors(envelopeBytes);
  const updates = updatesOf(rumors);
  const wantFeedback = core.offer(from, exchange, rumors, 'pull');
  core.sendUpdates(from, exchange, { kind: 'pullReply', updates, wantFeedback }, wantFeedback, outputs);
}

export function onPullReply(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  message: MessageOf<'pullReply'>,
  outputs: Outputs<Message>,
): void {
  const needed = receiveRumors(core, from, message.updates, outputs);
  if (message.wantFeedback) outputs.send(from, exchange, { kind: 'feedback', needed }, false);
}
