import type { NodeId } from '../../nodes/protocol/types.js';
import type { LinkQuality } from '../faults/link-quality.js';
import type { LinkSet } from '../links/link-set.js';
import type { Measured } from '../links/measured.js';
import type { LinkFault } from './link-state.js';

/** What was seen of a change of links, on the harness's clock, ms. */
export interface LinksChanged {
  /** First and last moment at which a link that is touched was acknowledged changed; skew = last − first. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface LinksSeen {
  readonly confirmed: boolean;
  readonly reasons: readonly string[];
  readonly measured: Measured;
}

/** Looks whether links have the quality that they were created with, by read-back and by canaries over all of them. */
export type ConfirmBaseLinks = (quality: LinkQuality, links: LinkSet) => Promise<LinksSeen>;

/** Whom a confirmation may ask, and between whom the cut runs. */
export interface FaultObserver {
  readonly sides: readonly (readonly NodeId[])[];
  /** False for a node that is down, frozen or slowed: it tells nothing of its links. */
  readonly answers: (node: NodeId) => boolean;
}

/** Brings links into states and looks whether they are in them. Every call has a time limit. */
export interface LinkControl {
  /** Gets ready, so that the first change takes no longer than the others. */
  prepare(): Promise<void>;
  /** A fault begins on links, beside what else is on them; `occurrence` names it until it ends. */
  begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged>;
  /** What the other faults make of its links is left; the last call on a link wins, also over one under way. */
  end(occurrence: number): Promise<LinksChanged>;
  /** Reads the links back, and probes a sample of them by canaries; only what stayed unchanged meanwhile is judged. */
  confirm(links: LinkSet, lookout: FaultObserver): Promise<LinksSeen>;
  /** Every link as it was provisioned. */
  healAll(): Promise<void>;
}
