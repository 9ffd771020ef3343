import type { Update } from './types.js';
import { limits } from './wire/format.js';

/** A copy as it is held and passed on by whoever received it. */
export function crossed({ version, key, value, hops: before, signature }: Update): Update {
  const hops = Math.min(before + 1, limits.hops);
  return signature === undefined ? { version, key, value, hops } : { version, key, value, hops, signature };
}

/** The same for many nodes in one process: all that receive one and the same copy hold one and the same. */
export class Crossings {
  readonly #held = new WeakMap<Update, Update>();

  of(sent: Update): Update {
    const known = this.#held.get(sent);
    if (known !== undefined) return known;
    const held = crossed(sent);
    this.#held.set(sent, held);
    return held;
  }
}
