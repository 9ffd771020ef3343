import type { NodeId } from '../types.js';

/** In a cluster so large that more would matter, the same peer is hardly met twice while a rumor is hot. */
const most = 16;

/** The peers that are known to hold a rumor: from whom it came, and to whom it was sent. */
export type Holders = readonly NodeId[];

export const noHolders: Holders = [];

/** One more, in a list that is the rumor's own. */
export function noteHolder(rumor: { holders: Holders }, peer: NodeId): void {
  const { holders } = rumor;
  if (holders.length === 0) rumor.holders = [peer];
  else if (holders.length < most && !holders.includes(peer)) (holders as NodeId[]).push(peer);
}
