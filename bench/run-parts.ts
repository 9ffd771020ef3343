import type { FaultInjector } from '../chaos/injector.js';
import { createRng } from '../nodes/protocol/rng.js';
import type { Rng } from '../nodes/protocol/types.js';
import type { RunningCluster } from '../nodes/runtime/cluster.js';
import { Collector } from './collector.js';
import { DeliveryTracker } from './delivery-tracker.js';
import type { HarnessSampler } from './harness-sampler.js';
import { MembershipTracker } from './membership-tracker.js';
import type { ProgressEvent } from './progress.js';
import type { Recorder } from './recorder.js';
import type { Spec } from './spec.js';
import { Writer } from './workload/writer.js';

/** What every phase works with. */
export interface RunParts {
  readonly spec: Spec;
  readonly cluster: RunningCluster;
  readonly injector: FaultInjector | undefined;
  readonly recorder: Recorder;
  readonly collector: Collector;
  readonly deliveries: DeliveryTracker;
  readonly membership: MembershipTracker;
  readonly writer: Writer;
  readonly rng: Rng;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Aborted by Ctrl-C, and when the cluster loses a part of itself. */
  readonly signal: AbortSignal;
}

/** Assembles the parts around a cluster that is up. */
export function createRunParts(given: {
  spec: Spec;
  cluster: RunningCluster;
  injector: FaultInjector | undefined;
  recorder: Recorder;
  harness: HarnessSampler;
  onProgress: (event: ProgressEvent) => void;
  signal: AbortSignal;
}): RunParts {
  const { spec, cluster, recorder, harness } = given;
  const deliveries = new DeliveryTracker(cluster.nodeIds.length);
  const membership = new MembershipTracker(cluster.nodeIds);
  const rng = createRng(spec.seed);
  const collector = new Collector({ cluster, recorder, deliveries, membership, harness });
  const { payloadBytes } = spec.workload;
  const writer = new Writer({ cluster, recorder, deliveries, rng, payloadBytes });
  return { ...given, deliveries, membership, rng, collector, writer };
}
