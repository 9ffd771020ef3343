import type { GossipCore } from '../gossip-core.js';
import type { Message, MessageOf, SeqRange } from '../messages.js';
import type { ExchangeId, NodeId, Outputs } from '../types.js';
import { intersectRuns } from '../view/runs.js';
import { envelopeBytes } from '../wire/format.js';
import { DeltaBuilder, rangesOf } from './delta.js';
import { compareDigest, digestOf } from './digest.js';
import type { Dissemination } from './dissemination.js';

/**
 * Anti-entropy (Demers 1987, section 1.3), both ways in three messages: the digest of what the initiator holds, what it
 * lacks together with what the responder wants, and what was wanted. Only what is missing travels.
 */
export const antiEntropy: Dissemination = {
  answered: true,

  contact(core: GossipCore, peer: NodeId, outputs: Outputs<Message>): void {
    const exchange = core.contact(peer, outputs);
    const digest = digestOf(core);
    core.openRepair(exchange, { complete: digest.complete, supersessions: core.view.supersessions });
    outputs.send(peer, exchange, digest, true);
  },
};

export function onDigest(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  digest: MessageOf<'digest'>,
  outputs: Outputs<Message>,
): void {
  const delta = new DeltaBuilder(core.budget - envelopeBytes);
  const lacking: SeqRange[] = [];
  compareDigest(core, digest, {
    theirs: (life, runs) => delta.add(life, runs),
    ours: (life, runs) => {
      for (const range of rangesOf(life, runs)) lacking.push(range);
    },
  });
  const superseded = delta.takeSuperseded(digest.complete && core.exchangesRanges);
  const wants = delta.takeFitting(lacking);
  const wantsAll = wants.length === lacking.length;
  const reply: Message = { kind: 'digestReply', updates: delta.updates, superseded, wants, wantsAll };
  core.sendUpdates(from, exchange, reply, wants.length > 0, outputs);
}

export function onDigestReply(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  reply: MessageOf<'digestReply'>,
  outputs: Outputs<Message>,
): void {
  const repair = core.closeRepair(exchange);
  // What this node superseded since its digest was superseded by something that the peer may not have asked for.
  const unchanged = repair !== undefined && repair.supersessions === core.view.supersessions;
  core.receiveRepair(from, reply.updates, outputs);
  core.receiveSuperseded(from, reply.superseded, outputs);
  if (reply.wants.length === 0) return;
  const delta = new DeltaBuilder(core.budget - envelopeBytes);
  addWanted(core, reply.wants, delta);
  const superseded = delta.takeSuperseded(
    unchanged && repair.complete && reply.wantsAll && core.exchangesRanges,
  );
  core.sendUpdates(from, exchange, { kind: 'delta', updates: delta.updates, superseded }, false, outputs);
}

export function onDelta(
  core: GossipCore,
  from: NodeId,
  delta: MessageOf<'delta'>,
  outputs: Outputs<Message>,
): void {
  core.receiveRepair(from, delta.updates, outputs);
  core.receiveSuperseded(from, delta.superseded, outputs);
}

/** Of what is wanted, what is held here. */
function addWanted(core: GossipCore, wants: readonly SeqRange[], delta: DeltaBuilder): void {
  for (const { origin, incarnation, fromSeq, toSeq } of wants) {
    const life = core.view.life(origin, incarnation);
    if (life !== undefined) delta.add(life, intersectRuns([fromSeq, toSeq], life.held.runs()));
  }
}
