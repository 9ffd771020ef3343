import type { ProtocolConfig } from '../config.js';
import type { NodeRows } from '../rows/node-rows.js';
import { SmallMap } from '../small-map.js';
import type { NodeId, Rng, Update } from '../types.js';
import { isSameVersion } from '../view/version.js';
import { updateLength } from '../wire/encoded-length.js';
import { emptyFeedback, isNeeded, setNeeded } from './feedback.js';
import { noHolders } from './holders.js';
import type { ContactRole, Rumor } from './rumor.js';
import { loadRumor, saveRumor } from './rumor-row.js';
import { stopRules } from './stop-rules.js';

/** The rumors a node is infective with, at most one per key: a newer write to a key replaces the older. */
export class HotRumors {
  #byKey: SmallMap<string, Rumor> | undefined;
  #bytes = 0;

  get size(): number {
    return this.#byKey?.size ?? 0;
  }

  /** Of all rumors, as messages carry them. */
  get bytes(): number {
    return this.#bytes;
  }

  get first(): Rumor | undefined {
    return this.#byKey?.first;
  }

  has(key: string): boolean {
    return this.#byKey?.has(key) ?? false;
  }

  /** `from`: the peer that it came from. */
  add(update: Update, from?: NodeId): Rumor {
    this.drop(update.key);
    this.#byKey ??= new SmallMap();
    const bytes = updateLength(update);
    const holders = from === undefined ? noHolders : [from];
    const rumor: Rumor = {
      update,
      bytes,
      holders,
      copies: 0,
      rounds: 0,
      counter: 0,
      pulled: false,
      neededByPull: false,
      knownIn: 0,
    };
    this.#byKey.set(update.key, rumor);
    this.#bytes += bytes;
    return rumor;
  }

  drop(key: string): void {
    const rumor = this.#byKey?.get(key);
    if (rumor === undefined) return;
    this.#byKey?.delete(key);
    this.#bytes -= rumor.bytes;
  }

  all(): Rumor[] {
    return [...(this.#byKey?.values() ?? [])];
  }

  clear(): void {
    this.#byKey = undefined;
    this.#bytes = 0;
  }

  /** No rumor, or none but of this update. */
  areOf(update: Update | undefined): boolean {
    if (this.size === 0) return true;
    const rumor = update && this.#byKey?.get(update.key);
    return this.size === 1 && rumor?.update.version === update?.version;
  }

  /** The one rumor, or that there is none. */
  saveTo(rows: NodeRows): void {
    const rumor = this.#byKey?.first;
    if (rumor === undefined) rows.put(0);
    else saveRumor(rumor, rows);
  }

  /** `update`: what the rumor is of. */
  loadFrom(rows: NodeRows, update: Update | undefined): void {
    this.#byKey?.clear();
    this.#bytes = 0;
    const rumor = loadRumor(rows, update);
    if (rumor === undefined) return;
    this.#byKey ??= new SmallMap();
    this.#byKey.set(rumor.update.key, rumor);
    this.#bytes = rumor.bytes;
  }

  /** The rumor of this update, while it is hot. */
  of({ key, version }: Update): Rumor | undefined {
    const rumor = this.#byKey?.get(key);
    return rumor !== undefined && isSameVersion(rumor.update.version, version) ? rumor : undefined;
  }

  /** Those that a peer is known to have; mostly there are none, and nothing is made for that. */
  heldBy(peer: NodeId): Rumor[] | undefined {
    let held: Rumor[] | undefined;
    for (const rumor of this.#byKey?.values() ?? []) {
      if (!rumor.holders.includes(peer)) continue;
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
    for (const rumor of this.#byKey?.values() ?? []) {
      if (isKnown(rumor)) continue;
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
    rumors.forEach((rumor, i) => {
      const useful = isNeeded(needed, i);
      if (role === 'pull') {
        rumor.pulled = true;
        rumor.neededByPull ||= useful;
      } else if (rule.feedback && rule.afterContact(rumor, config.stopK, useful, rng))
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
    for (const rumor of this.#byKey?.values() ?? []) {
      const lostByPull = rumor.pulled && rule.afterContact(rumor, config.stopK, rumor.neededByPull, rng);
      rumor.pulled = false;
      rumor.neededByPull = false;
      if (lostByPull || rule.atRound(rumor, config.stopK)) this.#loseInterest(rumor);
      else rumor.rounds++;
    }
  }

  #loseInterest(rumor: Rumor): void {
    // A newer rumor of the key may have taken its place since the copy went out.
    if (this.#byKey?.get(rumor.update.key) !== rumor) return;
    this.#byKey.delete(rumor.update.key);
    this.#bytes -= rumor.bytes;
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
