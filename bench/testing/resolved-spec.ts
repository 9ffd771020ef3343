import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { type Spec, specSchema } from '../spec/spec.js';
import { workloadSchema } from '../workload/workload.js';

type Changes = { [K in keyof Spec]?: Spec[K] extends object ? Partial<Spec[K]> : Spec[K] };

/** A resolved spec of three nodes, an interval of 100 ms and a deadline of 1 s, with what a test wants otherwise. */
export function resolvedSpec(changes: Changes = {}): Spec {
  return specSchema.parse({
    name: 'test',
    runtime: 'process',
    seed: 1,
    repeat: 1,
    thresholds: [],
    ...changes,
    cluster: {
      nodes: 3,
      links: 'direct',
      quality: { kind: 'linkQuality' },
      memoryMiB: 64,
      cpus: 0,
      basePort: 0,
      ...changes.cluster,
    },
    protocol: { ...protocolConfigSchema.parse({ intervalMs: 100 }), ...changes.protocol },
    workload: workloadSchema.parse({ updates: 2, ratePerSecond: 0, payloadBytes: 97, ...changes.workload }),
    phases: { warmUpMs: 1_000, durationMs: 1_000, idleMs: 1_000, deadlineMs: 1_000, ...changes.phases },
  });
}
