import type { Admission } from '../auth/admission.js';
import { countReason } from '../node/counters.js';
import { feedbackOf } from '../rumors/feedback.js';
import type { ExchangeId, NodeId, Outputs, Update, UpdateId } from '../types.js';
import { limits } from '../wire/format.js';
import type { Message, SeqRange } from '../wire/messages.js';
import type { GossipCore } from './gossip-core.js';

type Via = 'rumor' | 'repair';

/** What a node takes in from a peer in one message: each copy is judged, merged, counted and reported. */
class Intake {
  readonly #core: GossipCore;
  readonly #from: NodeId;
  readonly #via: Via;
  readonly #admission: Admission;
  readonly #outputs: Outputs<Message>;

  constructor(core: GossipCore, from: NodeId, via: Via, outputs: Outputs<Message>) {
    this.#core = core;
    this.#from = from;
    this.#via = via;
    this.#admission = core.admission();
    this.#outputs = outputs;
  }

  /** The update as it is held here if it changed the view. `isHeld`: it is known to be held already. */
  take(sent: Update, isHeld = false): Update | undefined {
    const { counters } = this.#core;
    counters.copiesReceived++;
    const verdict = this.#admission.judge(sent);
    if (verdict === 'known' || (verdict === 'fresh' && isHeld)) this.#countDuplicate(sent.version);
    else if (verdict === 'fresh') return this.#merge(sent);
    else countReason(counters.rejected, verdict);
    return undefined;
  }

  takeSuperseded(range: SeqRange): void {
    const core = this.#core;
    if (!core.exchangesRanges) {
      countReason(core.counters.rejected, 'range');
      return;
    }
    const fresh = core.view.markSuperseded(range);
    for (let i = 0; i < fresh.length; i += 2) {
      this.#reportSuperseded({ ...range, fromSeq: fresh[i]!, toSeq: fresh[i + 1]! });
    }
  }

  #merge(sent: Update): Update | undefined {
    const core = this.#core;
    if (!core.sawClock(sent.version.clock)) {
      countReason(core.counters.rejected, 'clock');
      return undefined;
    }
    if (core.view.holds(sent.version)) {
      this.#countDuplicate(sent.version);
      return undefined;
    }
    const update = this.#received(sent);
    if (core.view.merge(update) === 'superseded') {
      const { origin, incarnation, seq } = update.version;
      this.#reportSuperseded({ origin, incarnation, fromSeq: seq, toSeq: seq });
      return undefined;
    }
    core.counters.updatesApplied++;
    core.rumors.drop(update.key);
    this.#outputs.event({ kind: 'applied', update, from: this.#from, via: this.#via });
    return update;
  }

  /** The copy as it is held and passed on here, one link further. A signature that nobody asked for goes no further. */
  #received({ version, key, value, hops: before, signature }: Update): Update {
    const hops = Math.min(before + 1, limits.hops);
    const isSigned = signature !== undefined && this.#core.auth !== undefined;
    return isSigned ? { version, key, value, hops, signature } : { version, key, value, hops };
  }

  #countDuplicate(update: UpdateId): void {
    this.#core.counters.duplicates++;
    this.#outputs.event({ kind: 'duplicate', update, from: this.#from });
  }

  #reportSuperseded({ origin, incarnation, fromSeq, toSeq }: SeqRange): void {
    this.#core.counters.updatesSuperseded += toSeq - fromSeq + 1;
    this.#outputs.event({ kind: 'superseded', origin, incarnation, fromSeq, toSeq, from: this.#from });
  }
}

/**
 * Takes in rumors: what is news becomes a hot rumor here too. Returns the feedback: a bit per update. With an `exchange` an answer on it
 * is to leave them out.
 */
export function receiveRumors(
  core: GossipCore,
  from: NodeId,
  updates: readonly Update[],
  outputs: Outputs<Message>,
  exchange?: ExchangeId,
): Uint8Array {
  const intake = new Intake(core, from, 'rumor', outputs);
  const needed: number[] = [];
  for (let i = 0; i < updates.length; i++) {
    const sent = updates[i]!;
    const hot = core.rumors.of(sent);
    const update = intake.take(sent, hot !== undefined);
    if (update !== undefined) needed.push(i);
    const rumor = update === undefined ? hot : core.makeHot(update);
    rumor?.noteHolder(from);
    if (rumor !== undefined && exchange !== undefined) rumor.knownIn = exchange;
  }
  return feedbackOf(updates.length, needed);
}

/** Takes in what a repair brings. It does not become hot: what repair finds is old news almost everywhere. */
export function receiveRepair(
  core: GossipCore,
  from: NodeId,
  updates: readonly Update[],
  outputs: Outputs<Message>,
): void {
  if (updates.length === 0) return;
  const intake = new Intake(core, from, 'repair', outputs);
  for (const update of updates) intake.take(update);
}

export function receiveSuperseded(
  core: GossipCore,
  from: NodeId,
  ranges: readonly SeqRange[],
  outputs: Outputs<Message>,
): void {
  if (ranges.length === 0) return;
  const intake = new Intake(core, from, 'repair', outputs);
  for (const range of ranges) intake.takeSuperseded(range);
}
