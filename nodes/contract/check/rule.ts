import type { Capability } from '../capabilities.js';
import type { CheckedCluster } from './checked-cluster.js';

/** One sentence of the contract, and how it is tried on a running cluster of three. */
export interface Rule {
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** Only of nodes that claim it. */
  readonly needs?: Capability;
  /** Only where the links are relays, which can be cut and count: not of an unmodified program, whose nodes dial each other. */
  readonly onLinks?: true;
  /** Only of clusters of which this is true. */
  readonly applies?: (cluster: CheckedCluster) => boolean;
  /** Why it does not hold; undefined: it does. What it throws is a reason, too. */
  readonly check: (cluster: CheckedCluster) => Promise<string | undefined>;
}

export const checkStatuses = ['passed', 'failed', 'notClaimed', 'notTried', 'notReached'] as const;

export interface RuleOutcome {
  readonly name: string;
  readonly title: string;
  readonly status: (typeof checkStatuses)[number];
  readonly reason?: string;
}
