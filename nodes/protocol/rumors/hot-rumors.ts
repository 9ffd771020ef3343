import type { ProtocolConfig } from '../node/config.js';
import type { NodeRow } from '../rows/node-row.js';
import { appended } from '../short-list.js';
import type { ExchangeId, NodeId, Rng, Update } from '../types.js';
import { NumberedMap } from '../view/numbered-map.js';
import { Numbering } from '../view/numbering.js';
import { isSameVersion } from '../view/version.js';
import { updateLength } from '../wire/encoded-length.js';
import { emptyFeedback, isNeeded, setNeeded } from './feedback.js';
import { Holders, noRow } from './holders.js';
import { type ContactRole, isHot, noRumors, Rumor } from './rumor.js';
import { stopRules } from './stop-rules.js';

/** Those that are hot no more are sorted out when they are so many more than those that are. */
const few = 8;

/** See Rumor.knownIn. */
const noExchange: ExchangeId = 0;

/** In rows, of the pulls of a round. */
const pulled = 1;
const neededByPull = 2;

/** The rumors a node is infective with, at most one per key: a newer write to a key replaces the older. */
export class HotRumors {
  readonly #byKey: NumberedMap<string, Rumor>;
  /** In order of age; among them some that are hot no more. */
  #byAge: Rumor[] = [];
  readonly #holders: Holders;
  #bytes = 0;

  /**
   * @param keys numbers of keys, as the node's view has them.
   * @param holders may be those of other nodes, too.
   */
  constructor(keys = new Numbering<string>(), holders = new Holders()) {
    this.#byKey = new NumberedMap(keys);
    this.#holders = holders;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** Of all rumors, as messages carry them. */
  get bytes(): number {
    return this.#bytes;
  }

  get first(): Rumor | undefined {
    for (const rumor of this.#byAge) if (isHot(rumor)) return rumor;
    return undefined;
  }

  /** See GossipNode. */
  fetch(): number {
    let sum = 0;
    for (const rumor of this.#byAge) if (isHot(rumor)) sum += this.#holders.fetch(rumor.holderRow);
    return sum;
  }

  has(key: string): boolean {
    return this.#byKey.get(key) !== undefined;
  }

  /**
   * @param from the peer that it came from.
   * @param ownedRow for its holders; see Holders.
   */
  add(update: Update, from?: NodeId, ownedRow?: number): Rumor {
    this.drop(update.key);
    const holderRow = this.#holders.takeRow(ownedRow);
    if (from !== undefined) this.#holders.note(holderRow, from);
    return this.adopt(update, holderRow);
  }

  /** One that was spread before: its holders are in that row. */
  adopt(update: Update, holderRow: number): Rumor {
    const rumor = new Rumor(update, updateLength(update), holderRow);
    this.#put(rumor);
    return rumor;
  }

  drop(key: string): void {
    const rumor = this.#byKey.get(key);
    if (rumor !== undefined) this.#loseInterest(rumor);
  }

  all(): Rumor[] {
    return this.#byAge.filter(isHot);
  }

  clear(): void {
    for (const rumor of this.#byAge) this.#loseInterest(rumor);
    this.#byAge = [];
  }

  /** No rumor, or none but of this update. */
  areOf(update: Update | undefined): boolean {
    return this.size === 0 || (this.size === 1 && this.first?.update.version === update?.version);
  }

  /** Writes what counts of the one rumor, or that there is none. */
  saveTo(row: NodeRow): void {
    if (this.#byAge.length > this.size) this.#byAge = this.all();
    const rumor = this.#byAge[0];
    row.holderRow = rumor?.holderRow ?? noRow;
    if (rumor === undefined) return;
    row.copies = rumor.copies;
    row.rounds = rumor.rounds;
    row.counter = rumor.counter;
    row.pulls = (rumor.pulled ? pulled : 0) | (rumor.neededByPull ? neededByPull : 0);
  }

  /** The one rumor was written to a row, and goes on there: none is left here. */
  leave(): void {
    this.#byAge = [];
    this.#byKey.clear();
    this.#bytes = 0;
  }

  /** The one rumor becomes that of the row. Neither has one where the other has none. */
  loadFrom(row: NodeRow): void {
    const rumor = this.#byAge[0];
    if (rumor === undefined) return;
    rumor.holderRow = row.holderRow;
    rumor.copies = row.copies;
    rumor.rounds = row.rounds;
    rumor.counter = row.counter;
    rumor.pulled = (row.pulls & pulled) !== 0;
    rumor.neededByPull = (row.pulls & neededByPull) !== 0;
  }

  /** The rumor of this update, while it is hot. */
  of({ key, version }: Update): Rumor | undefined {
    const rumor = this.#byKey.get(key);
    return rumor !== undefined && isSameVersion(rumor.update.version, version) ? rumor : undefined;
  }

  /** That peer holds it. */
  noteHolder({ holderRow }: Rumor, peer: NodeId): void {
    if (holderRow !== noRow) this.#holders.note(holderRow, peer);
  }

  /** Whether that peer is known to hold one that is hot. */
  isHolder({ holderRow }: Rumor, peer: NodeId): boolean {
    return this.#holders.has(holderRow, peer);
  }

  /** Those that a peer is known to have; mostly there are none, and nothing is made for that. */
  heldBy(peer: NodeId): Rumor[] | undefined {
    let held: Rumor[] | undefined;
    for (const rumor of this.#byAge) {
      if (!isHot(rumor) || !this.isHolder(rumor, peer)) continue;
      held = appended(held, rumor);
    }
    return held;
  }

  /**
   * At most `most` rumors for a message of at most `budget` bytes, without those that are known to be held by `peer` or at the other end of
   * `exchange`. Where not all fit, those that this node sent least come first, the older before the newer, so that none starves: what was left
   * out is ahead next time.
   */
  select(
    budget: number,
    most = Number.POSITIVE_INFINITY,
    peer?: NodeId,
    exchange: ExchangeId = noExchange,
  ): readonly Rumor[] {
    let first: Rumor | undefined;
    let candidates: Rumor[] | undefined;
    let bytes = 0;
    for (const rumor of this.#byAge) {
      if (!isHot(rumor) || (exchange !== noExchange && rumor.knownIn === exchange)) continue;
      if (peer !== undefined && this.isHolder(rumor, peer)) continue;
      bytes += rumor.bytes;
      if (first === undefined) first = rumor;
      else if (candidates === undefined) candidates = [first, rumor];
      else candidates.push(rumor);
    }
    if (first === undefined) return noRumors;
    if (candidates === undefined) return bytes <= budget && most > 0 ? first.alone : noRumors;
    const allFit = bytes <= budget && candidates.length <= most;
    return allFit ? candidates : leastSentWithin(candidates, budget, most);
  }

  /** Copies went out. Blind rules judge here, since they ask nobody. */
  sent(rumors: readonly Rumor[], role: ContactRole, config: ProtocolConfig, rng: Rng): void {
    const rule = stopRules[config.stopRule];
    for (const rumor of rumors) {
      rumor.copies++;
      const blindPush = !rule.feedback && role === 'push';
      if (!rule.feedback && role === 'pull') rumor.pulled = true;
      const lost = blindPush && rule.afterContact(rumor, config.stopK, false, rng);
      if (lost || rule.afterCopy(rumor, config.stopK)) this.#loseInterest(rumor);
    }
  }

  /** A contact told which of `rumors` it needed; see `Feedback` for the bits. */
  feedback(
    rumors: readonly Rumor[],
    needed: Uint8Array,
    role: ContactRole,
    config: ProtocolConfig,
    rng: Rng,
  ): void {
    const rule = stopRules[config.stopRule];
    for (let i = 0; i < rumors.length; i++) {
      const rumor = rumors[i]!;
      // Of one that is hot no more there is nothing to judge.
      if (!isHot(rumor)) continue;
      const useful = isNeeded(needed, i);
      if (role === 'pull') {
        rumor.pulled = true;
        rumor.neededByPull ||= useful;
      } else if (rule.feedback && rule.afterContact(rumor, config.stopK, useful, rng))
        this.#loseInterest(rumor);
    }
  }

  /**
   * What is held was compared with a contact instead of sending `rumors`. A copy that was not needed was spared, and counts
   * for the rules like one that was sent.
   */
  compared(
    rumors: readonly Rumor[],
    needed: (rumor: Rumor) => boolean,
    role: ContactRole,
    config: ProtocolConfig,
    rng: Rng,
  ): void {
    this.sent(rumors, role, config, rng);
    if (!stopRules[config.stopRule].feedback) return;
    const bits = emptyFeedback(rumors.length);
    rumors.forEach((rumor, i) => {
      if (needed(rumor)) setNeeded(bits, i);
    });
    this.feedback(rumors, bits, role, config, rng);
  }

  /** A round begins: judges the pulls of the one before, and counts the rounds. */
  beginRound(config: ProtocolConfig, rng: Rng): void {
    const rule = stopRules[config.stopRule];
    for (const rumor of this.#byAge) {
      if (!isHot(rumor)) continue;
      const lostByPull = rumor.pulled && rule.afterContact(rumor, config.stopK, rumor.neededByPull, rng);
      rumor.pulled = false;
      rumor.neededByPull = false;
      if (lostByPull || rule.atRound(rumor, config.stopK)) this.#loseInterest(rumor);
      else rumor.rounds++;
    }
  }

  #put(rumor: Rumor): void {
    if (this.#byAge.length > few + 2 * this.size) this.#byAge = this.all();
    this.#byAge.push(rumor);
    this.#byKey.set(rumor.update.key, rumor);
    this.#bytes += rumor.bytes;
  }

  /** It may be lost already: a newer rumor of the key takes its place while its copies are under way. */
  #loseInterest(rumor: Rumor): void {
    if (!isHot(rumor)) return;
    this.#byKey.delete(rumor.update.key);
    this.#holders.giveBack(rumor.holderRow);
    this.#bytes -= rumor.bytes;
    rumor.holderRow = noRow;
  }
}

function leastSentWithin(candidates: Rumor[], budget: number, most: number): Rumor[] {
  candidates.sort((a, b) => a.copies - b.copies);
  let room = budget;
  let left = most;
  return candidates.filter((rumor) => {
    if (left === 0 || rumor.bytes > room) return false;
    room -= rumor.bytes;
    left -= 1;
    return true;
  });
}
