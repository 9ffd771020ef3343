import type { ChaosListener } from '../../chaos/driver/chaos-listener.js';
import type { CodedError } from '../../nodes/coded-error.js';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import { createRng } from '../../nodes/protocol/rng.js';
import type { Rng } from '../../nodes/protocol/types.js';
import { framingBytes } from '../../nodes/reference/describe-reference.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import { type ClusterTraits, clusterTraits } from '../analysis/index/cluster-traits.js';
import type { Recorder } from '../journal/recorder.js';
import type { Spec } from '../spec/spec.js';
import { largestPayloadBytes } from '../workload/workload.js';
import { WritePlanner } from '../workload/write-planner.js';
import { Anomalies } from './anomalies.js';
import { createChaosJournal } from './chaos-journal.js';
import { FaultMemory } from './fault-memory.js';
import { LoadGenerator } from './offer/load-generator.js';
import { Writer } from './offer/writer.js';
import type { ProgressEvent } from './progress.js';
import { Collector } from './watch/collector.js';
import { DeliveryTracker } from './watch/delivery-tracker.js';
import type { HarnessSampler } from './watch/harness-sampler.js';
import { LiveNodes } from './watch/live-nodes.js';
import { MembershipTracker } from './watch/membership-tracker.js';

/** What every phase works with. */
export interface RunParts {
  readonly spec: Spec;
  /** What the nodes report and promise, up to now: one that takes another's place may promise less. */
  readonly traits: ClusterTraits;
  readonly cluster: RunningCluster;
  /** The clock of the cluster's runtime. */
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly live: LiveNodes;
  readonly collector: Collector;
  readonly deliveries: DeliveryTracker;
  readonly membership: MembershipTracker;
  readonly planner: WritePlanner;
  readonly writer: Writer;
  /** Where the load is a process of its own. */
  readonly generator: LoadGenerator;
  readonly rng: Rng;
  /** Told what a schedule does. */
  readonly chaos: ChaosListener;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Aborted by Ctrl-C, when the cluster loses a part of itself, and when an anomaly is to end the run. */
  readonly signal: AbortSignal;
  /** Aborted when an anomaly is to end the chaos window. */
  readonly rollBack: AbortSignal;
}

/** Assembles the parts around a cluster that is up. */
export function createRunParts(given: {
  spec: Spec;
  /** What the nodes said of themselves; those that take others' places are added. */
  described: NodeDescription[];
  cluster: RunningCluster;
  clock: Clock;
  recorder: Recorder;
  harness: HarnessSampler | undefined;
  onProgress: (event: ProgressEvent) => void;
  signal: AbortSignal;
  end: (error: CodedError) => void;
}): RunParts {
  const { spec, described, cluster, clock, recorder, harness, end } = given;
  const traits = clusterTraits(spec, described);
  const live = new LiveNodes(cluster.nodeIds);
  const deliveries = new DeliveryTracker(cluster.nodeIds.length, traits.has.has('supersedes'));
  const membership = new MembershipTracker(cluster.nodeIds.length, cluster.joined);
  const memory = new FaultMemory(traits.detectorMemoryMs);
  const rollBack = new AbortController();
  const reaction = spec.onAnomaly;
  const anomalies = new Anomalies({ reaction, memory, recorder, end, rollBack: () => rollBack.abort() });
  const collector = new Collector({
    cluster,
    live,
    recorder,
    harness,
    observe: (node, event) => {
      for (const watcher of [deliveries, membership, anomalies]) watcher.observe(node, event);
    },
  });
  const rng = createRng(spec.seed);
  const maxMessageBytes = traits.maxValueBytes + framingBytes;
  const planner = new WritePlanner(spec.workload, maxMessageBytes, spec.seed);
  const largest = largestPayloadBytes(spec.workload, maxMessageBytes);
  const sending = { cluster, live, recorder, deliveries, rng, clock };
  const writer = new Writer({ ...sending, largestPayloadBytes: largest });
  const watching = { live, collector, deliveries, membership, memory };
  const chaos = createChaosJournal({ cluster, recorder, described, ...watching });
  const generator = new LoadGenerator(cluster);
  const made = { live, deliveries, membership, rng, collector, planner, writer, generator, chaos };
  return {
    ...given,
    ...made,
    get traits() {
      return clusterTraits(spec, described);
    },
    rollBack: rollBack.signal,
  };
}
