import type { Admission } from '../auth/authenticator.js';
import { crossed } from '../commons.js';
import { FeedbackBits } from '../rumors/feedback.js';
import type { ExchangeId, NodeId, Outputs, Update, UpdateId } from '../types.js';
import type { Message, SeqRange } from '../wire/messages.js';
import type { GossipCore } from './gossip-core.js';

type Via = 'rumor' | 'repair';

/** What a node takes in from a peer in one message: each copy is judged, merged, counted and told of. */
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
    else if (verdict === 'fresh') return this.#merge(this.#crossed(sent));
    else counters.countRejected(verdict);
    return undefined;
  }

  takeSuperseded(range: SeqRange): void {
    const core = this.#core;
    if (!core.exchangesRanges) {
      core.counters.countRejected('range');
      return;
    }
    const fresh = core.view.markSuperseded(range);
    for (let i = 0; i < fresh.length; i += 2) {
      this.#reportSuperseded({ ...range, fromSeq: fresh[i]!, toSeq: fresh[i + 1]! });
    }
  }

  #merge(update: Update): Update | undefined {
    const core = this.#core;
    const { version, key } = update;
    core.sawClock(version.clock);
    switch (core.view.merge(update)) {
      case 'applied':
        core.counters.updatesApplied++;
        core.rumors.drop(key);
        this.#outputs.event({ kind: 'applied', update, from: this.#from, via: this.#via });
        return update;
      case 'duplicate':
        this.#countDuplicate(version);
        return undefined;
      case 'superseded': {
        const { origin, incarnation, seq } = version;
        this.#reportSuperseded({ origin, incarnation, fromSeq: seq, toSeq: seq });
        return undefined;
      }
    }
  }

  /** The copy as it is held and passed on here. A signature that nobody asked for goes no further. */
  #crossed(sent: Update): Update {
    const { commons, exchangesRanges } = this.#core;
    const { version, key, value, hops, signature } = sent;
    if (signature && exchangesRanges) return crossed({ version, key, value, hops });
    return commons?.crossed(sent) ?? crossed(sent);
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
  exchange: ExchangeId = 0,
): Uint8Array {
  const intake = new Intake(core, from, 'rumor', outputs);
  const needed = new FeedbackBits(updates.length);
  for (let i = 0; i < updates.length; i++) {
    const sent = updates[i]!;
    const hot = core.rumors.of(sent);
    const update = intake.take(sent, hot !== undefined);
    if (update !== undefined) needed.set(i);
    const rumor = update === undefined ? hot : core.heat(update, from);
    if (rumor === undefined) continue;
    if (rumor === hot) core.rumors.noteHolder(rumor, from);
    if (exchange !== 0) rumor.knownIn = exchange;
  }
  return needed.bytes;
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
