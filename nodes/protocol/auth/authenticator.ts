import type { Update } from '../types.js';
import type { View } from '../view/view.js';
import { type SignedContent, signedBytes } from './signed-bytes.js';
import type { Signer } from './signer.js';

/** Why a copy was dropped before it reached the view; each is counted. */
export type Rejection =
  /** Without signature, where signatures are asked for. */
  | 'unsigned'
  /** Nobody whose public key is at hand. */
  | 'unknownOrigin'
  /** The signature is not the origin's, or not the one that was verified for this id. */
  | 'signature'
  /** Behind a forgery in the same message, and not looked at. */
  | 'behindForgery'
  /** A superseded range, which nobody can sign. */
  | 'range';

/** fresh: may be merged. known: a copy of what is held, which has nothing to say. */
export type Verdict = 'fresh' | 'known' | Rejection;

/** Judges the copies of one message, in order. */
export interface Admission {
  judge(update: Update): Verdict;
}

/** Without signatures every copy goes to the view, and the view finds the duplicates. */
export const admitAll: Admission = { judge: () => 'fresh' };

/** Keeps updates that their origin did not sign away from the view. */
export class Authenticator {
  readonly #signer: Signer;
  readonly #view: View;

  constructor(signer: Signer, view: View) {
    this.#signer = signer;
    this.#view = view;
  }

  sign(content: SignedContent): Uint8Array {
    return this.#signer.sign(signedBytes(content));
  }

  /**
   * At most one failed verification a message: an honest peer verified all that it passes on, so whoever sends one forgery is
   * not worth the time that its others would take.
   */
  admission(): Admission {
    let forged = false;
    return {
      judge: (update) => {
        if (forged) return 'behindForgery';
        const verdict = this.#judgeKnown(update) ?? this.#verify(update);
        forged = verdict === undefined;
        return verdict ?? 'signature';
      },
    };
  }

  /**
   * What needs no verification. An id that is held was verified when it came, and signatures are deterministic: a copy with
   * the held signature is a duplicate, one with another is none of the origin's. Whatever else a copy of a held id claims,
   * a higher clock say, is used for nothing.
   */
  #judgeKnown({ version, signature }: Update): Verdict | undefined {
    if (signature === undefined) return 'unsigned';
    if (!this.#signer.knows(version.origin)) return 'unknownOrigin';
    if (!this.#view.holds(version)) return undefined;
    const held = this.#view.current(version)?.signature;
    // Of a superseded update nothing is kept to compare with, nor can a copy of it do anything.
    return held === undefined || areEqual(held, signature) ? 'known' : 'signature';
  }

  /** Undefined where the signature is not the origin's. */
  #verify(update: Update): 'fresh' | undefined {
    const { version, signature } = update;
    const isGenuine =
      signature !== undefined && this.#signer.verify(version.origin, signedBytes(update), signature);
    return isGenuine ? 'fresh' : undefined;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
