import fc from 'fast-check';
import { findingOf } from './read-input.js';
import type { Target } from './target.js';

/** Reading one input may take so much more memory than the process had before, MiB; the heap itself is limited by Node's flag. */
export const memoryMiB = 512;

const mebibyte = 2 ** 20;
/** The largest so far, in MiB; it never falls. */
const peakMiB = (): number => process.resourceUsage().maxRSS / 1_024;

/**
 * Reads inputs of one target as they are sent, and answers each with what is wrong. In a process of its own: one that hangs or takes too much memory
 * can be ended.
 */
export async function serveReader(target: Target): Promise<void> {
  // What is loaded and compiled at the first input is no part of how long one takes.
  for (const input of fc.sample(await target.inputs(), { numRuns: 3, seed: 1 }))
    await findingOf(target, input);
  const usualMiB = process.memoryUsage.rss() / mebibyte;
  process.on('message', (input: string) => {
    void findingOf(target, input).then((finding) => {
      const grownMiB = peakMiB() - usualMiB;
      const isLarge = grownMiB > memoryMiB;
      const excess = isLarge
        ? `${Math.round(grownMiB)} MiB of memory, more than ${memoryMiB} MiB`
        : undefined;
      process.send?.({ finding: finding ?? excess, isSpoilt: isLarge });
    });
  });
  process.send?.({ ready: true });
}
