import type { ContactRole, Rumor } from '../rumors/rumor.js';
import type { ExchangeId, NodeId, Outputs, Update } from '../types.js';
import { areSame } from '../view/incarnation-summary.js';
import { RangeIndex } from '../view/range-index.js';
import { intersectRuns } from '../view/runs.js';
import { envelopeBytes } from '../wire/format.js';
import type { Message, MessageOf, SeqRange } from '../wire/messages.js';
import { DeltaBuilder, rangesOf } from './delta.js';
import { compareDigest, digestOf } from './digest.js';
import type { Dissemination } from './dissemination.js';
import type { GossipCore } from './gossip-core.js';
import { receiveRepair, receiveRumors, receiveSuperseded } from './intake.js';

/**
 * Anti-entropy (Demers 1987, section 1.3), both ways in three messages: the digest of what the initiator holds, what it
 * lacks together with what the responder wants, and what was wanted. Only what is missing travels.
 */
export const antiEntropy: Dissemination = {
  answered: true,

  contact: (core, peer, outputs) => sendDigest(core, peer, undefined, outputs),
};

/** Begins a comparison; where it takes the place of `rumors`, what it brings becomes hot, and they are judged by it. */
export function sendDigest(
  core: GossipCore,
  peer: NodeId,
  rumors: readonly Rumor[] | undefined,
  outputs: Outputs<Message>,
): void {
  const exchange = core.contact(peer, outputs);
  const digest = digestOf(core, rumors !== undefined);
  core.openRepairs.begin(exchange, {
    complete: digest.complete,
    supersessions: core.view.supersessions,
    rumors,
    untilMs: core.overdueMs,
  });
  outputs.send(peer, exchange, digest, true);
}

/** The answer where both hold the same. */
const nothingLacking: MessageOf<'digestReply'> = {
  kind: 'digestReply',
  updates: [],
  superseded: [],
  wants: [],
  wantsAll: true,
};

export function onDigest(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  digest: MessageOf<'digest'>,
  outputs: Outputs<Message>,
): void {
  if (!digest.hot && areSame(core.view.logs, digest.summaries)) {
    core.sendUpdates(from, exchange, nothingLacking, false, outputs);
    return;
  }
  const delta = deltaFor(core, digest.hot);
  const lacking: SeqRange[] = [];
  const lackingThere = digest.hot ? new RangeIndex() : undefined;
  if (digest.hot) core.expected.forgetOverdue(core.nowMs);
  let asksAll = true;
  compareDigest(core, digest, {
    theirs: (log, runs) => {
      delta.add(log, runs);
      lackingThere?.add(log, runs);
    },
    ours: (incarnation, runs) => {
      const wanted = digest.hot ? core.expected.without(incarnation, runs) : runs;
      asksAll &&= wanted === runs;
      for (const range of rangesOf(incarnation, wanted)) lacking.push(range);
    },
  });
  const superseded = delta.takeSuperseded(digest.complete && core.exchangesRanges);
  const wants = delta.takeFitting(lacking);
  const wantsAll = asksAll && wants.length === lacking.length;
  const reply: Message = { kind: 'digestReply', updates: delta.updates, superseded, wants, wantsAll };
  if (lackingThere !== undefined) {
    judge(core, core.rumors.all(), lackingThere, digest.complete, 'pull');
    const untilMs = core.nowMs + core.config.exchangeTimeoutMs;
    if (wants.length > 0) core.expected.add({ exchange, untilMs, ranges: wants });
  }
  core.sendUpdates(from, exchange, reply, wants.length > 0, outputs);
}

export function onDigestReply(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  reply: MessageOf<'digestReply'>,
  outputs: Outputs<Message>,
): void {
  const repair = core.openRepairs.end(exchange);
  // What this node superseded since its digest was superseded by something that the peer may not have asked for.
  const unchanged = repair !== undefined && repair.supersessions === core.view.supersessions;
  const rumors = repair?.rumors;
  receive(core, from, reply.updates, rumors !== undefined, outputs);
  receiveSuperseded(core, from, reply.superseded, outputs);
  if (rumors) judge(core, rumors, wantedOf(reply.wants), repair!.complete && reply.wantsAll, 'push');
  if (reply.wants.length === 0) return;
  const delta = deltaFor(core, rumors !== undefined);
  addWanted(core, reply.wants, delta);
  const superseded = delta.takeSuperseded(
    unchanged && repair.complete && reply.wantsAll && core.exchangesRanges,
  );
  const hot = rumors !== undefined;
  core.sendUpdates(
    from,
    exchange,
    { kind: 'delta', hot, updates: delta.updates, superseded },
    false,
    outputs,
  );
}

export function onDelta(
  core: GossipCore,
  from: NodeId,
  exchange: ExchangeId,
  delta: MessageOf<'delta'>,
  outputs: Outputs<Message>,
): void {
  if (delta.hot) core.expected.end(exchange);
  receive(core, from, delta.updates, delta.hot, outputs);
  receiveSuperseded(core, from, delta.superseded, outputs);
}

/** Repair fills its messages; rumors keep to the batch. */
function deltaFor(core: GossipCore, hot: boolean): DeltaBuilder {
  return new DeltaBuilder(core.budget - envelopeBytes, hot ? core.maxBatch : undefined);
}

function receive(
  core: GossipCore,
  from: NodeId,
  updates: readonly Update[],
  hot: boolean,
  outputs: Outputs<Message>,
): void {
  if (hot) receiveRumors(core, from, updates, outputs);
  else receiveRepair(core, from, updates, outputs);
}

/** The other end needed what it lacked; of the rest that is known only where all that it lacked was listed. */
function judge(
  core: GossipCore,
  rumors: readonly Rumor[],
  lacking: RangeIndex,
  allListed: boolean,
  role: ContactRole,
): void {
  const needed = ({ update }: Rumor): boolean => lacking.has(update.version);
  const judged = allListed ? rumors : rumors.filter(needed);
  core.rumors.compared(judged, needed, role, core.config, core.rng);
}

function wantedOf(wants: readonly SeqRange[]): RangeIndex {
  const wanted = new RangeIndex();
  for (const range of wants) wanted.add(range, [range.fromSeq, range.toSeq]);
  return wanted;
}

/** Of what is wanted, what is held here. */
function addWanted(core: GossipCore, wants: readonly SeqRange[], delta: DeltaBuilder): void {
  for (const { origin, incarnation, fromSeq, toSeq } of wants) {
    const log = core.view.log(origin, incarnation);
    if (log !== undefined) delta.add(log, intersectRuns([fromSeq, toSeq], log.runs()));
  }
}
