import type { NodeId } from '../types.js';

/** In a cluster so large that more would matter, the same peer is hardly met twice while a rumor is hot. */
const most = 16;

/** The peers that are known to hold a rumor: from whom it came, and to whom it was sent. */
export type Holders = readonly NodeId[];

export const noHolders: Holders = [];

export const withHolder = (holders: Holders, peer: NodeId): Holders =>
  holders.length === most || holders.includes(peer) ? holders : [...holders, peer];
