import type { DisseminationConfig } from '../dissemination/config.js';
import type { ExchangeId, NodeId, Rng, Update } from '../types.js';
import { isSameVersion } from '../view/version.js';
import { updateLength } from '../wire/element-length.js';
import { emptyFeedback, isNeeded, setNeeded } from './feedback.js';
import { type ContactRole, Rumor } from './rumor.js';
import { stopRules } from './stop-rules.js';

/** Those that are hot no more are sorted out when they are so many more than those that are. */
const few = 8;

/** For whom rumors are selected: those that it is known to hold are left out. */
export interface Recipient {
  readonly peer: NodeId;
  /** Those that came on this exchange are known there. */
  readonly exchange?: ExchangeId;
}

/** The rumors a node is infective with, at most one per key: a newer write to a key replaces the older. */
export class HotRumors {
  readonly #byKey = new Map<string, Rumor>();
  /** In order of age; among them some that are hot no more. */
  #byAge: Rumor[] = [];
  #bytes = 0;

  get size(): number {
    return this.#byKey.size;
  }

  /** Of all rumors, as messages carry them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The oldest. */
  get first(): Rumor | undefined {
    for (const rumor of this.#byAge) if (rumor.isHot) return rumor;
    return undefined;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  add(update: Update): Rumor {
    this.drop(update.key);
    const rumor = new Rumor(update, updateLength(update));
    if (this.#byAge.length > few + 2 * this.size) this.#byAge = this.all();
    this.#byAge.push(rumor);
    this.#byKey.set(update.key, rumor);
    this.#bytes += rumor.bytes;
    return rumor;
  }

  drop(key: string): void {
    const rumor = this.#byKey.get(key);
    if (rumor !== undefined) this.#loseInterest(rumor);
  }

  all(): Rumor[] {
    return this.#byAge.filter(({ isHot }) => isHot);
  }

  clear(): void {
    for (const rumor of this.#byAge) this.#loseInterest(rumor);
    this.#byAge = [];
  }

  /** The rumor of this update, while it is hot. */
  of({ key, version }: Update): Rumor | undefined {
    const rumor = this.#byKey.get(key);
    return rumor !== undefined && isSameVersion(rumor.update.version, version) ? rumor : undefined;
  }

  heldBy(peer: NodeId): Rumor[] {
    const held: Rumor[] = [];
    for (const rumor of this.#byAge) if (rumor.isHot && rumor.holders.includes(peer)) held.push(rumor);
    return held;
  }

  /**
   * At most `most` rumors for a message of at most `budget` bytes. Where not all fit, those that this node sent least come first, the older before
   * the newer, so that none starves: what was left out is ahead next time.
   */
  select(budget: number, most = Number.POSITIVE_INFINITY, recipient?: Recipient): readonly Rumor[] {
    const candidates: Rumor[] = [];
    let bytes = 0;
    for (const rumor of this.#byAge) {
      if (!rumor.isHot || (recipient !== undefined && isKnownTo(recipient, rumor))) continue;
      candidates.push(rumor);
      bytes += rumor.bytes;
    }
    const allFit = bytes <= budget && candidates.length <= most;
    return allFit ? candidates : leastSentWithin(candidates, budget, most);
  }

  /** Copies went out. Blind rules judge here, since they ask nobody. */
  sent(rumors: readonly Rumor[], role: ContactRole, config: DisseminationConfig, rng: Rng): void {
    const rule = stopRules[config.stopRule];
    for (const rumor of rumors) {
      rumor.copies++;
      if (!rule.feedback && role === 'pull') rumor.pulled = true;
      const isJudged = !rule.feedback && role === 'push';
      const isLost = isJudged && rule.afterContact(rumor, config.stopK, false, rng);
      if (isLost || rule.afterCopy(rumor, config.stopK)) this.#loseInterest(rumor);
    }
  }

  /** A contact reported which of `rumors` it needed; see `Feedback` for the bits. */
  feedback(
    rumors: readonly Rumor[],
    needed: Uint8Array,
    role: ContactRole,
    config: DisseminationConfig,
    rng: Rng,
  ): void {
    const rule = stopRules[config.stopRule];
    rumors.forEach((rumor, i) => {
      if (!rumor.isHot) return;
      const isUseful = isNeeded(needed, i);
      if (role === 'pull') {
        rumor.pulled = true;
        rumor.neededByPull ||= isUseful;
      } else if (rule.feedback && rule.afterContact(rumor, config.stopK, isUseful, rng))
        this.#loseInterest(rumor);
    });
  }

  /**
   * What is held was compared with a contact instead of sending `rumors`. A copy that was not needed was spared, and counts
   * for the rules like one that was sent.
   */
  compared(
    rumors: readonly Rumor[],
    needed: (rumor: Rumor) => boolean,
    role: ContactRole,
    config: DisseminationConfig,
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
  beginRound(config: DisseminationConfig, rng: Rng): void {
    const rule = stopRules[config.stopRule];
    for (const rumor of this.#byAge) {
      if (!rumor.isHot) continue;
      const lostByPull = rumor.pulled && rule.afterContact(rumor, config.stopK, rumor.neededByPull, rng);
      rumor.pulled = false;
      rumor.neededByPull = false;
      if (lostByPull || rule.atRound(rumor, config.stopK)) this.#loseInterest(rumor);
      else rumor.rounds++;
    }
  }

  /** It may be lost already: a newer rumor of the key takes its place while its copies are under way. */
  #loseInterest(rumor: Rumor): void {
    if (!rumor.isHot) return;
    rumor.isHot = false;
    this.#byKey.delete(rumor.update.key);
    this.#bytes -= rumor.bytes;
  }
}

function isKnownTo({ peer, exchange }: Recipient, rumor: Rumor): boolean {
  return rumor.holders.includes(peer) || (exchange !== undefined && rumor.knownIn === exchange);
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
