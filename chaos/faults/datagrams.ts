import { z } from 'zod';
import type { DatagramFlaws } from '../../nodes/runtime/sim/network/links/datagram-flaws.js';

/** What happens to datagrams and to nothing else: links that carry connections alone cannot have it. */
export const datagramsSchema = z
  .strictObject({
    kind: z.literal('datagrams'),
    /** Share of the datagrams that are lost in bursts, in the long run (Gilbert 1960). */
    burstLoss: z.number().min(0).max(0.9).default(0),
    /** Mean length of a burst, datagrams of one direction. */
    burstLength: z.number().min(1).max(1_000).default(10),
    /** Whether a datagram may overtake others, by as much as the link's jitter makes it sooner. */
    reordering: z.boolean().default(false),
    /** Probability that a datagram arrives twice. */
    duplication: z.number().min(0).max(1).default(0),
    /** Probability that a datagram arrives with one bit flipped, as no checksum would have noticed it. */
    corruption: z.number().min(0).max(1).default(0),
  })
  .refine(
    ({ burstLoss, reordering, duplication, corruption }) =>
      burstLoss > 0 || reordering || duplication > 0 || corruption > 0,
    { error: 'one of burstLoss, reordering, duplication and corruption is needed' },
  );

export type Datagrams = z.output<typeof datagramsSchema>;

/** A bad spell loses all, a good one nothing, and spells are as long, and as frequent, as the burst loss asks for. */
export function datagramFlaws({
  burstLoss,
  burstLength,
  reordering,
  duplication,
  corruption,
}: Datagrams): DatagramFlaws {
  const badToGood = 1 / burstLength;
  const goodToBad = Math.min(1, (burstLoss * badToGood) / (1 - burstLoss));
  return {
    ...(burstLoss > 0 ? { bursts: { goodToBad, badToGood, lossInGood: 0, lossInBad: 1 } } : {}),
    reorders: reordering,
    duplication,
    corruption,
  };
}
