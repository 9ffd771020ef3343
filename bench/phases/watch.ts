import { repeat } from '../poll.js';
import type { RunParts } from '../run-parts.js';

const readEveryMs = 1_000;

/** Reads counters and journals about once a second until stopped, and tells how far the updates have spread. */
export function watch(
  parts: RunParts,
  alsoTell: () => void = () => undefined,
): { stop: () => Promise<void> } {
  const { collector } = parts;
  return repeat(async () => {
    alsoTell();
    await collector.sample();
    await collector.drainJournals();
    tellSpread(parts);
  }, readEveryMs);
}

export function tellSpread({ deliveries, onProgress }: RunParts): void {
  const { held, expected, updates } = deliveries;
  onProgress({ kind: 'spread', held, expected, updates });
}
