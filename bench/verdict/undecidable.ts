import type { Spec } from '../spec/spec.js';
import type { Threshold } from '../spec/thresholds.js';
import { samplesNeeded } from './threshold-findings.js';

/** Figures whose samples are updates: the spec says how many there can be. */
const overUpdates: ReadonlySet<string> = new Set(['fullDisseminationMs']);
/** Figures whose samples are writes of the steady phase. */
const overSteadyWrites: ReadonlySet<string> = new Set([
  'load.writeLatencyMs',
  'load.dueToEverywhereMs',
  'load.generatorLatenessMs',
]);

/** Thresholds that no run of this spec can decide, a sentence each: their percentiles need more samples than the spec makes. */
export function undecidable({ workload, phases, cluster }: Spec, thresholds: readonly Threshold[]): string[] {
  const steady = workload.ratePerSecond * (phases.durationMs / 1000);
  const updates = workload.updates + steady;
  return thresholds.flatMap(({ text, path }) => {
    const needed = samplesNeeded(path);
    const figure = path.keys.slice(0, -1).join('.');
    const expected = overUpdates.has(figure)
      ? updates
      : overSteadyWrites.has(figure)
        ? steady
        : figure === 'propagationLatencyMs'
          ? updates * (cluster.nodes - 1)
          : undefined;
    if (needed === undefined || expected === undefined || expected >= needed) return [];
    return [
      `Threshold ${text} cannot be decided: ${path.name} needs ${needed} samples, and this spec makes about ${Math.round(expected)}. Write more updates, or judge a lower percentile.`,
    ];
  });
}
