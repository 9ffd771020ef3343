import type { Phase } from '../journal/phase.js';

/** Progress events of a run. */
export type ProgressEvent =
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly expectedMs?: number }
  /** Names of the faults that are on, and how much of the chaos window is left. */
  | { readonly kind: 'faults'; readonly active: readonly string[]; readonly leftMs: number }
  | { readonly kind: 'nodesUp'; readonly up: number; readonly total: number }
  /** `held` of `expected` (update, node) pairs were delivered so far, over so many updates. */
  | {
      readonly kind: 'spread';
      readonly held: number;
      readonly expected: number;
      readonly updates: number;
    };
