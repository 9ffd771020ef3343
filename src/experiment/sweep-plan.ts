import type { Spec } from '../../bench/spec/spec.js';

/** One setting of the grid, and its resolved spec. */
export interface PlannedCell {
  readonly setting: Readonly<Record<string, string | number>>;
  readonly spec: Spec;
}

export interface SweepOptions {
  readonly outDirectory: string;
  /** In turns, each cell in a folder of its own; else cell after cell. */
  readonly interleave: boolean;
  readonly onProgress: (done: number, total: number, leftMs: number | undefined) => void;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}
