import type { Clock } from '../../../nodes/runtime/clock.js';
import type { Spec } from '../../spec/spec.js';

/**
 * How often the nodes are read. Each reading of a node costs it and the harness about a millisecond of CPU, so a large
 * cluster is read less often: the instrument is not to become a load of its own. A simulated one takes no notice of it.
 */
export interface ReadingPace {
  /** Looking whether something has come about (members, deliveries), ms. */
  readonly lookEveryMs: number;
  /** Readings of counters, resources and journals during a phase, ms. */
  readonly sampleEveryMs: number;
  /** The same while nothing is written: the readings would be most of what the nodes do. */
  readonly idleSampleEveryMs: number;
}

export function readingPace({ spec, clock }: { readonly spec: Spec; readonly clock: Clock }): ReadingPace {
  const perNode = clock.isVirtual ? 0 : spec.cluster.nodes;
  return {
    lookEveryMs: Math.max(200, 16 * perNode),
    sampleEveryMs: Math.max(1_000, 40 * perNode),
    idleSampleEveryMs: Math.max(5_000, 200 * perNode),
  };
}
