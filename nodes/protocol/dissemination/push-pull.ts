import { updatesOf } from '../rumors/rumor.js';
import type { ExchangeId, NodeId, Outputs } from '../types.js';
import { envelopeBytes } from '../wire/format.js';
import type { Message, MessageOf } from '../wire/messages.js';
import { sendDigest } from './anti-entropy.js';
import type { Dissemination } from './dissemination.js';
import type { GossipCore } from './gossip-core.js';
import { receiveRumors } from './intake.js';

const noFeedback = new Uint8Array(0);

/**
 * Rumor mongering both ways in one exchange (Karp 2000): the initiator sends its hot rumors, none perhaps; the responder
 * answers with those of its own that were not among them, and with feedback. What the initiator pushed is judged as in
 * push, what the responder gave as in pull.
 */
export const pushPull: Dissemination = {
  answered: true,

  /** Who has news calls by the fanout; who has none only asks around, since those with news call him, too. */
  contacts({ config: { fanout, idleFanout }, rumors }: GossipCore): number {
    return rumors.size > 0 ? fanout : Math.min(fanout, idleFanout);
  },

  spreads: compares,

  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void {
    if (compares(core)) {
      sendDigest(core, peer, core.rumors.all(), outputs);
      return;
    }
    const exchange = core.contact(peer, outputs);
    const rumors = core.rumorsForPush(envelopeBytes, peer);
    const updates = updatesOf(rumors);
    const wantFeedback = core.offer(peer, exchange, rumors, 'push');
    core.sendUpdates(peer, exchange, { kind: 'pushPullRequest', updates, wantFeedback }, true, outputs);
  },
};

/** Most bytes of an incarnation in a comparison, where little is missing: in the digest, and of what is wanted of it. */
const comparedBytes = 32;

/**
 * Whether the hot rumors are more than it takes to find out what of them is needed: then the node compares what it holds
 * with its peers, as in anti-entropy, and each copy travels only to whom it is news. (The 'recent update
 * lists' of Demers 1987, section 1.3, serve the same end.)
 */
function compares({ config: { compareFromBytes }, rumors, view }: GossipCore): boolean {
  if (compareFromBytes === 0) return false;
  return rumors.bytes >= Math.max(compareFromBytes, view.logs.length * comparedBytes);
}

export function onPushPullRequest(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  message: MessageOf<'pushPullRequest'>,
  outputs: Outputs<Message>,
): void {
  const feedback = receiveRumors(core, from, message.updates, outputs, exchange);
  const needed = message.wantFeedback ? feedback : noFeedback;
  const rumors = core.selectRumors(envelopeBytes + needed.length, { peer: from, exchange });
  const updates = updatesOf(rumors);
  const wantFeedback = core.offer(from, exchange, rumors, 'pull');
  core.sendUpdates(
    from,
    exchange,
    { kind: 'pushPullReply', updates, wantFeedback, needed },
    wantFeedback,
    outputs,
  );
}

export function onPushPullReply(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  message: MessageOf<'pushPullReply'>,
  outputs: Outputs<Message>,
): void {
  core.receiveFeedback(exchange, message.needed);
  const needed = receiveRumors(core, from, message.updates, outputs);
  if (message.wantFeedback) outputs.send(from, exchange, { kind: 'feedback', needed }, false);
}
