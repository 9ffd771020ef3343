/** What is waited for at most. */
export interface CheckLimits {
  /** Time to get ready: a toolchain's first start may take long, ms. */
  readonly readyMs: number;
  /** Time to refuse a start, ms. */
  readonly exitMs: number;
  /** Time for an update to reach two others over sound links, ms. */
  readonly spreadMs: number;
}

export const usualLimits: CheckLimits = { readyMs: 30_000, exitMs: 15_000, spreadMs: 20_000 };
