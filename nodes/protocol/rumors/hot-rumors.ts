import type { ProtocolConfig } from '../config.js';
import { SmallMap } from '../small-map.js';
import type { ExchangeId, Rng, Update } from '../types.js';
import { compareVersions } from '../view/version.js';
import { updateLength } from '../wire/encoded-length.js';
import { isNeeded } from './feedback.js';
import type { ContactRole, Rumor } from './rumor.js';
import { stopRules } from './stop-rules.js';

/** The rumors a node is infective with, at most one per key: a newer write to a key replaces the older. */
export class HotRumors {
  #byKey: SmallMap<string, Rumor> | undefined;

  get size(): number {
    return this.#byKey?.size ?? 0;
  }

  has(key: string): boolean {
    return this.#byKey?.has(key) ?? false;
  }

  add(update: Update): void {
    this.#byKey ??= new SmallMap();
    this.#byKey.delete(update.key);
    const bytes = updateLength(update);
    const fresh = { copies: 0, rounds: 0, counter: 0, pulled: false, neededByPull: false, knownIn: 0 };
    this.#byKey.set(update.key, { update, bytes, ...fresh });
  }

  drop(key: string): void {
    this.#byKey?.delete(key);
  }

  clear(): void {
    this.#byKey = undefined;
  }

  /** Notes that the other end of `exchange` has these updates, so that an answer on it leaves them out. */
  markKnown(updates: readonly Update[], exchange: ExchangeId): void {
    for (const { key, version } of updates) {
      const rumor = this.#byKey?.get(key);
      if (rumor && compareVersions(rumor.update.version, version) === 0) rumor.knownIn = exchange;
    }
  }

  /**
   * Rumors for a message of at most `budget` bytes, without those marked as known on `exchange`. Where not all fit, those
   * that this node sent least come first, the older before the newer, so that none starves: what was left out is ahead
   * next time.
   */
  select(budget: number, exchange?: ExchangeId): Rumor[] {
    const candidates: Rumor[] = [];
    let bytes = 0;
    for (const rumor of this.#byKey?.values() ?? []) {
      if (rumor.knownIn === exchange) continue;
      candidates.push(rumor);
      bytes += rumor.bytes;
    }
    return bytes <= budget ? candidates : leastSentWithin(candidates, budget);
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
    if (this.#byKey?.get(rumor.update.key) === rumor) this.#byKey.delete(rumor.update.key);
  }
}

function leastSentWithin(candidates: Rumor[], budget: number): Rumor[] {
  candidates.sort((a, b) => a.copies - b.copies);
  let room = budget;
  return candidates.filter((rumor) => {
    if (rumor.bytes > room) return false;
    room -= rumor.bytes;
    return true;
  });
}
