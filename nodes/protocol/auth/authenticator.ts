import type { Update } from '../types.js';
import type { View } from '../view/view.js';
import type { Admission, SignedContent, UpdateAuth, Verdict } from './admission.js';
import { signedBytes } from './signed-bytes.js';
import type { Signer } from './signer.js';

/** Keeps updates that their origin did not sign away from the view. */
export class Authenticator implements UpdateAuth {
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
