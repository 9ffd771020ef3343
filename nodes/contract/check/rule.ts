import type { Capability } from '../capabilities.js';
import type { CheckedCluster } from './checked-cluster.js';

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

/** One sentence of the contract, and how it is tried on a running cluster of three. */
export interface Rule {
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** Only of nodes that claim it. */
  readonly needs?: Capability;
  /** Why it does not hold; undefined: it does. What it throws is a reason, too. */
  readonly check: (cluster: CheckedCluster) => Promise<string | undefined>;
}

export const checkStatuses = ['passed', 'failed', 'notClaimed', 'notReached'] as const;

export interface RuleOutcome {
  readonly name: string;
  readonly title: string;
  readonly status: (typeof checkStatuses)[number];
  readonly reason?: string;
}
