import type { NodeId, Rng } from '../../../../protocol/types.js';
import type { Loss } from './loss.js';
import { probability } from './parameter.js';

/** Transition and loss probabilities per message. The mean length of a bad spell is 1 / badToGood messages. */
export interface GilbertElliott {
  readonly goodToBad: number;
  readonly badToGood: number;
  readonly lossInGood: number;
  readonly lossInBad: number;
}

/** The share of messages that are lost in the long run: (goodToBad · lossInBad + badToGood · lossInGood) / (goodToBad + badToGood). */
export function meanLoss({ goodToBad, badToGood, lossInGood, lossInBad }: GilbertElliott): number {
  // Links begin good, and stay so.
  if (goodToBad === 0) return lossInGood;
  return (goodToBad * lossInBad + badToGood * lossInGood) / (goodToBad + badToGood);
}

/**
 * Bursty loss (Gilbert 1960, Elliott 1963): each directed link is in a good or a bad state, moves between them with each message
 * (before it is judged), and loses by its state. Links begin good; only those that are bad are remembered.
 */
export function gilbertElliottLoss(parameters: GilbertElliott): Loss {
  for (const [name, value] of Object.entries(parameters)) probability(name, value);
  const { goodToBad, badToGood, lossInGood, lossInBad } = parameters;
  const bad = new Set<number>();
  const isBadNow = (link: number, rng: Rng): boolean => {
    if (bad.has(link)) {
      if (rng.float() < badToGood) bad.delete(link);
    } else if (rng.float() < goodToBad) bad.add(link);
    return bad.has(link);
  };
  return {
    loses: (from, to, rng) => rng.float() < (isBadNow(linkKey(from, to), rng) ? lossInBad : lossInGood),
  };
}

/** An exact integer, and unique, as long as node ids are below 2^24: more than memory has room for. */
const linkKey = (from: NodeId, to: NodeId): number => from * 0x100_0000 + to;
