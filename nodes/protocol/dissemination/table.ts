import type { Mode } from '../node/config.js';
import type { ExchangeId, NodeId, Outputs } from '../types.js';
import type { Message } from '../wire/messages.js';
import { antiEntropy, onDelta, onDigest, onDigestReply } from './anti-entropy.js';
import type { Dissemination } from './dissemination.js';
import type { GossipCore } from './gossip-core.js';
import { onPullReply, onPullRequest, pull } from './pull.js';
import { onRumors, push } from './push.js';
import { onPushPullReply, onPushPullRequest, pushPull } from './push-pull.js';

/** Every mode of dissemination. */
export const disseminations: Record<Mode, Dissemination> = {
  push,
  pull,
  'push-pull': pushPull,
  'anti-entropy': antiEntropy,
};

/** A node answers the messages of every mode, whichever is its own: modes may differ while a change of them travels. */
export function receiveGossip(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  message: Message,
  outputs: Outputs<Message>,
): void {
  switch (message.kind) {
    case 'rumors':
      onRumors(core, from, exchange, message, outputs);
      break;
    case 'pullRequest':
      onPullRequest(core, from, exchange, outputs);
      break;
    case 'pullReply':
      onPullReply(core, from, exchange, message, outputs);
      break;
    case 'pushPullRequest':
      onPushPullRequest(core, from, exchange, message, outputs);
      break;
    case 'pushPullReply':
      onPushPullReply(core, from, exchange, message, outputs);
      break;
    case 'feedback':
      core.receiveFeedback(exchange, message.needed);
      break;
    case 'digest':
      onDigest(core, from, exchange, message, outputs);
      break;
    case 'digestReply':
      onDigestReply(core, from, exchange, message, outputs);
      break;
    case 'delta':
      onDelta(core, from, exchange, message, outputs);
      break;
    default:
      // Heartbeats and goodbyes are the membership's, canaries the host's.
      break;
  }
}
