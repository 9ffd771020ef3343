import type { Update } from '../types.js';

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
  | 'range'
  /** Its clock is too far ahead: see view/latest-clock.ts. Asked of every copy, signed or not. */
  | 'clock';

/** fresh: may be merged. known: a copy of what is held, which has nothing to say. */
export type Verdict = 'fresh' | 'known' | Rejection;

/** Judges the copies of one message, in order. */
export interface Admission {
  judge(update: Update): Verdict;
}

/** Without signatures every copy goes to the view, and the view finds the duplicates. */
export const admitAll: Admission = { judge: () => 'fresh' };

/** What an origin vouches for: everything of an update but the hops, which change at each link. */
export type SignedContent = Pick<Update, 'version' | 'key' | 'value'>;

/** Signs what a node writes, and keeps updates that their origin did not sign away from its view. */
export interface UpdateAuth {
  sign(content: SignedContent): Uint8Array;
  /** Of one message. */
  admission(): Admission;
}
