import { createHash } from 'node:crypto';

const isNewer = (a, b) => (a.version === b.version ? a.name > b.name : a.version > b.version);

/** The newest value of each key: that of the greatest version, and of the greater update where versions are equal. */
export class View {
  #held = new Map();
  #newest = 0;

  /** A version beyond all that this node has seen: a hybrid clock, in µs. */
  stamp() {
    this.#newest = Math.max(this.#newest + 1, Date.now() * 1_000);
    return this.#newest;
  }

  put(update) {
    this.#newest = Math.max(this.#newest, update.version);
    const held = this.#held.get(update.key);
    if (!held || isNewer(update, held)) this.#held.set(update.key, update);
  }

  /** Entries, and a hash over keys and updates in order. Deleted keys are not in it. */
  summary() {
    const live = [...this.#held.values()].filter(({ value }) => value !== undefined);
    const lines = live.map(({ key, name }) => JSON.stringify([key, name])).sort();
    return {
      entries: live.length,
      digest: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
    };
  }
}
