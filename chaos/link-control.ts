import type { NodeId } from '../nodes/protocol/types.js';
import type { DirectedLink } from './directed-link.js';
import type { LinkQuality } from './faults/link-quality.js';
import type { LinkState } from './link-state.js';
import type { Measured } from './measured.js';

/** The state that a link is to be in: what all faults on it mean together. */
export interface LinkChange {
  readonly link: DirectedLink;
  readonly state: LinkState;
}

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
export type ConfirmBaseLinks = (quality: LinkQuality, links: readonly DirectedLink[]) => Promise<LinksSeen>;

/** Whom a confirmation may ask, and between whom the cut runs. */
export interface Lookout {
  readonly sides: readonly (readonly NodeId[])[];
  /** False for a node that is down, frozen or slowed: it tells nothing of its links. */
  readonly answers: (node: NodeId) => boolean;
}

/** Brings links into states and looks whether they are in them. Every call has a time limit. */
export interface LinkControl {
  /** Gets ready, so that the first change takes no longer than the others. */
  prepare(): Promise<void>;
  /** Links that are not named stay as they are. The last call on a link wins, also over one under way. */
  set(changes: readonly LinkChange[]): Promise<LinksChanged>;
  /** Reads the links back, and probes a sample of them by canaries; only what stayed unchanged meanwhile is judged. */
  confirm(links: readonly DirectedLink[], lookout: Lookout): Promise<LinksSeen>;
  /** Every link as it was provisioned. */
  healAll(): Promise<void>;
}
