import type { StopRule } from '../dissemination/config.js';
import type { Rng } from '../types.js';
import type { Rumor } from './rumor.js';

/** When interest in a rumor is lost; each function answers whether it is lost now. `k` is config.stopK. */
export interface StopRuleBehaviour {
  /** Whether contacts are asked which updates they needed. */
  readonly feedback: boolean;
  /** A copy went into a message. */
  afterCopy(rumor: Rumor, k: number): boolean;
  /** A contact took place: at once where blind, on its feedback otherwise. */
  afterContact(rumor: Rumor, k: number, needed: boolean, rng: Rng): boolean;
  /** A round begins. */
  atRound(rumor: Rumor, k: number): boolean;
}

const never = (): boolean => false;
const base = { feedback: false, afterCopy: never, afterContact: never, atRound: never };

/** `rounds` and `copies` are plain maxima; the others are those of Demers 1987, section 1.4. */
export const stopRules: Record<StopRule, StopRuleBehaviour> = {
  rounds: { ...base, atRound: (rumor, k) => rumor.rounds >= k },
  copies: { ...base, afterCopy: (rumor, k) => rumor.copies >= k },
  // k consecutive unnecessary contacts: a useful one resets the counter (Demers 1987, footnote to table 3).
  'feedback-counter': {
    ...base,
    feedback: true,
    afterContact: (rumor, k, needed) => {
      rumor.counter = needed ? 0 : rumor.counter + 1;
      return rumor.counter >= k;
    },
  },
  'feedback-coin': {
    ...base,
    feedback: true,
    afterContact: (_, k, needed, rng) => !needed && rng.below(k) === 0,
  },
  'blind-counter': {
    ...base,
    afterContact: (rumor, k) => {
      rumor.counter++;
      return rumor.counter >= k;
    },
  },
  'blind-coin': { ...base, afterContact: (_rumor, k, _needed, rng) => rng.below(k) === 0 },
};
