import type { ProtocolConfig } from '../config.js';
import type { NodeRows } from '../rows/node-rows.js';
import type { NodeId, Rng, Update } from '../types.js';
import { NumberedMap } from '../view/numbered-map.js';
import { Numbering } from '../view/numbering.js';
import { isSameVersion } from '../view/version.js';
import { updateLength } from '../wire/encoded-length.js';
import { emptyFeedback, isNeeded, setNeeded } from './feedback.js';
import { Holders, noRow } from './holders.js';
import type { ContactRole, Rumor } from './rumor.js';
import { loadRumor, saveRumor } from './rumor-row.js';
import { stopRules } from './stop-rules.js';

/** Those that are hot no more are sorted out when they are so many more than those that are. */
const few = 8;

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
    return this.#byAge.find(isHot);
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

  /** `from`: the peer that it came from. */
  add(update: Update, from?: NodeId): Rumor {
    this.drop(update.key);
    const bytes = updateLength(update);
    const holderRow = this.#holders.takeRow();
    if (from !== undefined) this.#holders.note(holderRow, from);
    const rumor: Rumor = {
      update,
      bytes,
      holderRow,
      copies: 0,
      rounds: 0,
      counter: 0,
      pulled: false,
      neededByPull: false,
      knownIn: 0,
    };
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
    if (this.size === 0) return true;
    const rumor = update && this.#byKey.get(update.key);
    return this.size === 1 && rumor?.update.version === update?.version;
  }

  /** The one rumor, or that there is none. */
  saveTo(rows: NodeRows): void {
    const rumor = this.first;
    if (rumor === undefined) rows.put(0);
    else saveRumor(rumor, this.#holders, rows);
  }

  /** `update`: what the rumor is of. */
  loadFrom(rows: NodeRows, update: Update | undefined): void {
    this.clear();
    const rumor = loadRumor(rows, update, this.#holders);
    if (rumor !== undefined) this.#put(rumor);
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
      held ??= [];
      held.push(rumor);
    }
    return held;
  }

  /**
   * At most `most` rumors for a message of at most `budget` bytes, without those that are known at the other end. Where not all fit, those
   * that this node sent least come first, the older before the newer, so that none starves: what was left out is ahead
   * next time.
   */
  select(
    budget: number,
    isKnown: (rumor: Rumor) => boolean = () => false,
    most = Number.POSITIVE_INFINITY,
  ): Rumor[] {
    const candidates: Rumor[] = [];
    let bytes = 0;
    for (const rumor of this.#byAge) {
      if (!isHot(rumor) || isKnown(rumor)) continue;
      candidates.push(rumor);
      bytes += rumor.bytes;
    }
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

function isHot({ holderRow }: Rumor): boolean {
  return holderRow !== noRow;
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
