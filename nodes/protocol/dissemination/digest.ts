import type { GossipCore } from '../gossip-core.js';
import type { LifeDigest, MessageOf } from '../messages.js';
import type { LifeLog } from '../view/life-log.js';
import { type Runs, subtractRuns } from '../view/runs.js';
import { lifeLength } from '../wire/encoded-length.js';
import { envelopeBytes } from '../wire/format.js';

/** Most bytes of a number on the wire. */
const numberBytes = 9;
/** Most bytes of a life without ranges: array header and three numbers. */
const lifeBytes = 5 + 3 * numberBytes;

/**
 * What this node holds, per life of an origin (a summary vector in the manner of van Renesse 2008). Where not all lives
 * fit, those from a random one on, so that every life has its turn.
 */
export function digestOf(core: GossipCore, hot: boolean): MessageOf<'digest'> {
  const listed: LifeDigest[] = [];
  let complete = true;
  let room = core.budget - envelopeBytes;
  for (const life of fromRandom(core, core.view.lives)) {
    const summary = summaryOf(life, room - lifeBytes);
    room -= lifeLength(summary);
    if (room < 0) return { kind: 'digest', complete: false, hot, lives: listed };
    complete &&= summary.ranges.length === life.held.ranges.length;
    listed.push(summary);
  }
  return { kind: 'digest', complete, hot, lives: listed };
}

/**
 * What the sender of a digest lacks of this node's lives, and what this node lacks of the sender's; in time linear in the
 * lives and runs. Lives that an incomplete digest leaves out are passed over.
 */
export function compareDigest(
  core: GossipCore,
  digest: MessageOf<'digest'>,
  lacking: { theirs(life: LifeLog, runs: Runs): void; ours(life: LifeDigest, runs: Runs): void },
): void {
  const stamp = core.nextDigest();
  for (const theirs of fromRandom(core, digest.lives)) {
    const ours = core.view.life(theirs.origin, theirs.incarnation);
    const held = ours?.held.runs() ?? [];
    const heldThere = theirs.prefix > 0 ? [1, theirs.prefix, ...theirs.ranges] : theirs.ranges;
    lacking.ours(theirs, subtractRuns(heldThere, held));
    if (ours === undefined) continue;
    ours.listedIn = stamp;
    lacking.theirs(ours, subtractRuns(held, heldThere));
  }
  if (!digest.complete) return;
  for (const life of fromRandom(core, core.view.lives)) {
    if (life.listedIn !== stamp) lacking.theirs(life, life.held.runs());
  }
}

/** A copy that later changes of the log do not reach, with as many ranges as fit. */
function summaryOf({ origin, incarnation, held }: LifeLog, room: number): LifeDigest {
  const fitting = Math.max(0, Math.floor(room / (2 * numberBytes))) * 2;
  return { origin, incarnation, prefix: held.prefix, ranges: held.ranges.slice(0, fitting) };
}

/** All elements once, beginning at a random one: where only some have room, each has its turn. */
function fromRandom<T>(core: GossipCore, elements: readonly T[]): readonly T[] {
  if (elements.length <= 1) return elements;
  const start = core.rng.below(elements.length);
  return [...elements.slice(start), ...elements.slice(0, start)];
}
