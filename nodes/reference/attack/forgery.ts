import { signedBytes } from '../../protocol/auth/signed-bytes.js';
import { type Signer, signatureBytes } from '../../protocol/auth/signer.js';
import type { GossipNode } from '../../protocol/node/gossip-node.js';
import type { NodeId, Rng, Update } from '../../protocol/types.js';
import { limits } from '../../protocol/wire/format.js';
import type { Message } from '../../protocol/wire/messages.js';

/** Far beyond what a run writes, so that a forged update takes no true one's number. */
const firstForgedSeq = 2 ** 32;
/** So many entries of the view are looked at, to find one that a forgery may be made of. */
const lookedAt = 64;
const rangeLength = 10;

/** What a forger works with: its own node, whose view and members tell it what to imitate. */
export interface ForgerOptions {
  readonly node: GossipNode;
  /** Its own key, with which it signs in others' names. */
  readonly signer: Signer | undefined;
  readonly peers: readonly NodeId[];
  readonly rng: Rng;
}

/** Makes messages with updates in other nodes' names, in the protocol's own format. */
export class Forger {
  readonly #options: ForgerOptions;
  #made = 0;

  constructor(options: ForgerOptions) {
    this.#options = options;
  }

  /** The next forgery, and as whom it is sent; undefined where there is nobody to forge. */
  next(): { readonly from: NodeId; readonly message: Message } | undefined {
    const { peers, rng, node } = this.#options;
    const victim = peers[rng.below(Math.max(1, peers.length))];
    if (victim === undefined) return undefined;
    this.#made += 1;
    const incarnation = node.members().find(({ id }) => id === victim)?.incarnation ?? 1;
    if (this.#made % 5 === 0) return { from: victim, message: this.#range(victim, incarnation) };
    const updates = [this.#update(victim, Math.max(1, incarnation))];
    const message: Message =
      this.#made % 2 === 0
        ? { kind: 'delta', hot: false, updates, superseded: [] }
        : { kind: 'rumors', updates, wantFeedback: false };
    return { from: victim, message };
  }

  #range(origin: NodeId, incarnation: number): Message {
    const fromSeq = 2 * firstForgedSeq + this.#made * rangeLength;
    const superseded = [{ origin, incarnation, fromSeq, toSeq: fromSeq + rangeLength - 1 }];
    return { kind: 'delta', hot: false, updates: [], superseded };
  }

  /** By turns a new key, one that is there overwritten, and a true update changed under its own id; now and then with the last clock there is. */
  #update(origin: NodeId, incarnation: number): Update {
    const held = this.#heldEntry();
    const value = new TextEncoder().encode(`forged by ${this.#options.node.id}`);
    const sort = this.#made % 3;
    if (held !== undefined && sort === 1) {
      return { ...held, value, version: { ...held.version, clock: held.version.clock + 1 }, hops: 1 };
    }
    const key = held !== undefined && sort === 2 ? held.key : `forged-${this.#options.node.id}-${this.#made}`;
    const clock = this.#made % 4 === 0 ? limits.count : (held?.version.clock ?? 0) + 1;
    const version = { origin, incarnation, seq: firstForgedSeq + this.#made, clock };
    return this.#signed({ version, key, value, hops: 1 }, held);
  }

  /** Where nodes sign: by turns without signature, with random bytes, another update's, and the forger's own. */
  #signed(update: Update, held: Update | undefined): Update {
    const { node, signer, rng } = this.#options;
    if (node.config.auth === 'none') return update;
    const random = Uint8Array.from({ length: signatureBytes }, () => rng.below(0x100));
    const signatures = [undefined, random, held?.signature, signer?.sign(signedBytes(update))];
    const signature = signatures[rng.below(signatures.length)];
    return signature === undefined ? update : { ...update, signature };
  }

  #heldEntry(): Update | undefined {
    const { node, rng } = this.#options;
    let skip = rng.below(Math.max(1, Math.min(lookedAt, node.view.size)));
    for (const entry of node.view.entries()) {
      if (skip === 0) return entry;
      skip -= 1;
    }
    return undefined;
  }
}
