import { repeat } from '../poll.js';
import type { RunParts } from '../run-parts.js';
import { readingPace } from '../watch/reading-pace.js';

/** Reads counters and journals about once a second (of large clusters less often) until stopped, and reports how far the updates have spread. */
export function watch(
  parts: RunParts,
  alsoTell: () => void = () => undefined,
): { stop: () => Promise<void> } {
  const { collector, clock } = parts;
  return repeat(
    async () => {
      alsoTell();
      await collector.sample();
      await collector.drainJournals();
      reportSpread(parts);
    },
    readingPace(parts).sampleEveryMs,
    clock,
  );
}

export function reportSpread({ deliveries, onProgress }: RunParts): void {
  const { held, expected, updates } = deliveries;
  onProgress({ kind: 'spread', held, expected, updates });
}
