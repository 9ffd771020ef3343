import { Holders } from './rumors/holders.js';
import type { NodeId, Update } from './types.js';
import { Numbering } from './view/numbering.js';
import { limits } from './wire/format.js';

/** A copy as it is held and passed on by whoever received it. */
export function crossed({ version, key, value, hops: before, signature }: Update): Update {
  const hops = Math.min(before + 1, limits.hops);
  return signature === undefined ? { version, key, value, hops } : { version, key, value, hops, signature };
}

/** What the nodes of one process have in common of the updates that they hold. */
export class Commons {
  /** Of the keys and of the origins in their views. */
  readonly keys = new Numbering<string>();
  readonly origins = new Numbering<NodeId>();
  /** Of their rumors. */
  readonly holders: Holders;
  readonly #crossed = new WeakMap<Update, Update>();

  constructor(holders = new Holders()) {
    this.holders = holders;
  }

  /** A copy that was received, as `crossed` has it: all that receive one and the same hold one and the same. */
  crossed(sent: Update): Update {
    const known = this.#crossed.get(sent);
    if (known !== undefined) return known;
    const held = crossed(sent);
    this.#crossed.set(sent, held);
    return held;
  }
}
