import type { LifeLog } from '../view/life-log.js';
import { type Runs, subtractRuns } from '../view/runs.js';
import {
  appendLife,
  differences,
  inOrder,
  type LifeName,
  lifeAt,
  recordsOf,
  runsAt,
  type SummaryVector,
  summaryAt,
} from '../view/summary-vector.js';
import { lifeLength, vectorLength } from '../wire/encoded-length.js';
import { envelopeBytes } from '../wire/format.js';
import type { MessageOf } from '../wire/messages.js';
import type { GossipCore } from './gossip-core.js';

/** Most bytes of a number on the wire. */
const numberBytes = 9;
/** Most bytes of a life without ranges: array header and three numbers. */
const lifeBytes = 5 + 3 * numberBytes;

/**
 * What this node holds, per life of an origin. Where not all lives fit, those from a random one on, so that every life has its turn.
 */
export function digestOf(core: GossipCore, hot: boolean): MessageOf<'digest'> {
  const vector = core.view.summaryToKeep();
  const room = core.budget - envelopeBytes;
  const fits = vector.length * numberBytes <= room || vectorLength(vector) <= room;
  return fits ? { kind: 'digest', complete: true, hot, lives: vector } : fitting(core, vector, hot, room);
}

function fitting(
  core: GossipCore,
  vector: SummaryVector,
  hot: boolean,
  wholeRoom: number,
): MessageOf<'digest'> {
  const listed: number[] = [];
  let complete = true;
  let room = wholeRoom;
  for (const at of fromRandom(core, recordsOf(vector))) {
    const life = summaryAt(vector, at);
    const most = Math.max(0, Math.floor((room - lifeBytes) / (2 * numberBytes))) * 2;
    const summary = life.ranges.length > most ? { ...life, ranges: life.ranges.slice(0, most) } : life;
    room -= lifeLength(summary);
    if (room < 0) return { kind: 'digest', complete: false, hot, lives: listed };
    complete &&= summary === life;
    appendLife(listed, summary);
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
  lacking: { theirs(life: LifeLog, runs: Runs): void; ours(life: LifeName, runs: Runs): void },
): void {
  const ours = core.view.summary();
  const theirs = inOrder(digest.lives);
  for (const { inA, inB } of fromRandom(core, differences(ours, theirs))) {
    const held = inA < 0 ? [] : runsAt(ours, inA);
    const heldThere = inB < 0 ? [] : runsAt(theirs, inB);
    if (inB >= 0) lacking.ours(lifeAt(theirs, inB), subtractRuns(heldThere, held));
    if (inA < 0 || (inB < 0 && !digest.complete)) continue;
    const { origin, incarnation } = lifeAt(ours, inA);
    lacking.theirs(core.view.life(origin, incarnation)!, subtractRuns(held, heldThere));
  }
}

/** All elements once, beginning at a random one: where only some have room, each has its turn. */
function fromRandom<T>(core: GossipCore, elements: readonly T[]): readonly T[] {
  if (elements.length <= 1) return elements;
  const start = core.rng.below(elements.length);
  return [...elements.slice(start), ...elements.slice(0, start)];
}
