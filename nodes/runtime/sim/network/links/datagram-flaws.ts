import { type GilbertElliott, meanLoss } from './gilbert-elliott-loss.js';

/** What a link does to datagrams beside what it does to whatever it carries. */
export interface DatagramFlaws {
  /** Loss in bursts, beside the independent one. */
  readonly bursts?: GilbertElliott;
  /** Whether a datagram may overtake another by its jitter; otherwise it waits for those before it. */
  readonly reorders: boolean;
  /** Probability that a datagram arrives twice. */
  readonly duplication: number;
  /** Probability that a datagram arrives with one bit flipped. */
  readonly corruption: number;
}

/** Both at once, as on a path through two bad networks. Of two kinds of bursts those hold that lose more. */
export function bothFlaws(
  a: DatagramFlaws | undefined,
  b: DatagramFlaws | undefined,
): DatagramFlaws | undefined {
  if (!a || !b) return a ?? b;
  const bursts = worse(a.bursts, b.bursts);
  return {
    ...(bursts === undefined ? {} : { bursts }),
    reorders: a.reorders || b.reorders,
    duplication: either(a.duplication, b.duplication),
    corruption: either(a.corruption, b.corruption),
  };
}

const worse = (a: GilbertElliott | undefined, b: GilbertElliott | undefined): GilbertElliott | undefined =>
  a && b ? (meanLoss(b) > meanLoss(a) ? b : a) : (a ?? b);

/** Either of two independent things happens; exactly the other one's where one of them cannot. */
export const either = (p: number, q: number): number => (p === 0 ? q : q === 0 ? p : 1 - (1 - p) * (1 - q));

/**
 * How many times more datagrams it takes to know a loss as exactly as where each is lost by itself: (1 + r) / (1 − r) for a two-state chain whose
 * correlation from one to the next is r = 1 − goodToBad − badToGood.
 */
export function burstiness({ bursts }: Pick<DatagramFlaws, 'bursts'>): number {
  if (bursts === undefined) return 1;
  const correlation = 1 - bursts.goodToBad - bursts.badToGood;
  return Math.max(1, (1 + correlation) / (1 - correlation));
}
