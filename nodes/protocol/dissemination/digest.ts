import type { IncarnationLog } from '../view/incarnation-log.js';
import {
  differences,
  type Incarnation,
  type IncarnationSummary,
  inOrder,
  runsOf,
} from '../view/incarnation-summary.js';
import { type Runs, subtractRuns } from '../view/runs.js';
import { listLength, summaryLength } from '../wire/element-length.js';
import { envelopeBytes } from '../wire/format.js';
import type { MessageOf } from '../wire/messages.js';
import type { GossipCore } from './gossip-core.js';

/** Most bytes of a number on the wire. */
const numberBytes = 9;
/** Most bytes of an incarnation without ranges: array header and three numbers. */
const incarnationBytes = 5 + 3 * numberBytes;

/**
 * What this node holds, per incarnation of an origin. Where not all fit, those from a random one on, so that each has its turn.
 */
export function digestOf(core: GossipCore, hot: boolean): MessageOf<'digest'> {
  const summaries = core.view.summaries();
  const room = core.budget - envelopeBytes;
  if (listLength(summaries, summaryLength) <= room) return { kind: 'digest', complete: true, hot, summaries };
  return { kind: 'digest', hot, ...fitting(fromRandom(core, summaries), room) };
}

/** Those from the first on that have room together, the ranges of the last cut short. */
function fitting(
  summaries: readonly IncarnationSummary[],
  wholeRoom: number,
): { readonly complete: boolean; readonly summaries: readonly IncarnationSummary[] } {
  const listed: IncarnationSummary[] = [];
  let complete = true;
  let room = wholeRoom;
  for (const summary of summaries) {
    const most = Math.max(0, Math.floor((room - incarnationBytes) / (2 * numberBytes))) * 2;
    const isCut = summary.ranges.length > most;
    const shown = isCut ? { ...summary, ranges: summary.ranges.slice(0, most) } : summary;
    room -= summaryLength(shown);
    if (room < 0) return { complete: false, summaries: listed };
    complete &&= !isCut;
    listed.push(shown);
  }
  return { complete, summaries: listed };
}

/**
 * What the sender of a digest lacks of this node's incarnations, and what this node lacks of the sender's; in time linear in the
 * incarnations and runs. Those that an incomplete digest leaves out are passed over.
 */
export function compareDigest(
  core: GossipCore,
  digest: MessageOf<'digest'>,
  lacking: {
    theirs(log: IncarnationLog, runs: Runs): void;
    ours(incarnation: Incarnation, runs: Runs): void;
  },
): void {
  const differing = differences(core.view.logs, inOrder(digest.summaries));
  for (const { a: ours, b: theirs } of fromRandom(core, differing)) {
    const held = ours === undefined ? [] : runsOf(ours);
    const heldThere = theirs === undefined ? [] : runsOf(theirs);
    if (theirs !== undefined) lacking.ours(theirs, subtractRuns(heldThere, held));
    if (ours === undefined || (theirs === undefined && !digest.complete)) continue;
    lacking.theirs(ours, subtractRuns(held, heldThere));
  }
}

/** All elements once, beginning at a random one: where only some have room, each has its turn. */
function fromRandom<T>(core: GossipCore, elements: readonly T[]): readonly T[] {
  if (elements.length <= 1) return elements;
  const start = core.rng.below(elements.length);
  return [...elements.slice(start), ...elements.slice(0, start)];
}
