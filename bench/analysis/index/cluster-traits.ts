import { type Capability, capabilities, type NodeDescription } from '../../../nodes/contract/capabilities.js';
import { describeReference } from '../../../nodes/reference/describe-reference.js';
import type { Spec } from '../../spec/spec.js';

/** What the implementations of a cluster report and promise, taken together: nobody asks which they are. */
export interface ClusterTraits {
  /** Each implementation once, as `memberlist 0.7.0`; empty of a cluster of the reference. */
  readonly names: readonly string[];
  /** What every node has. */
  readonly has: ReadonlySet<Capability>;
  /** The longest gossip interval, ms; undefined where some node has none. */
  readonly periodMs: number | undefined;
  /** An update reaches every live node within so long once the links are sound, ms, by those that promise it; undefined: nobody does. */
  readonly repairWithinMs: number | undefined;
  /** Some nodes, or incarnations of a node, promise repair and some do not: then nobody can tell whose promise was broken. */
  readonly promisesDiffer: boolean;
  /** How far back a failure detector's decision reaches, ms. */
  readonly detectorMemoryMs: number;
  /** What every node takes. */
  readonly maxValueBytes: number;
  /** How far off some node's times may be, ms. */
  readonly clockUncertaintyMs: number;
}

/** Of nodes that state no limit. */
const usualValueBytes = 65_536;
/** Of detectors that do not say how far back they look. */
const usualMemoryMs = 10_000;

/** From what each node says of itself; without any, the nodes are those of the reference. */
export function clusterTraits(spec: Spec, described: readonly NodeDescription[]): ClusterTraits {
  const reference = describeReference(spec.protocol, spec.cluster.nodes);
  const all = described.length > 0 ? described : [reference];
  const traits = all.map((one) => one.traits);
  const promises = traits.map(({ repairWithinMs }) => repairWithinMs);
  const longest = (values: readonly (number | undefined)[]): number | undefined =>
    values.length === 0 || values.includes(undefined) ? undefined : Math.max(...values.map(Number));
  return {
    names: [
      ...new Set(described.map(({ implementation, version }) => `${implementation} ${version}`.trim())),
    ],
    has: new Set(capabilities.filter((name) => all.every((one) => one.capabilities.includes(name)))),
    periodMs: longest(traits.map(({ periodMs }) => periodMs)),
    repairWithinMs: longest(promises.filter((promise) => promise !== undefined)),
    promisesDiffer:
      promises.some((promise) => promise === undefined) && promises.some((promise) => promise !== undefined),
    detectorMemoryMs: Math.max(...traits.map(({ detectorMemoryMs }) => detectorMemoryMs ?? usualMemoryMs)),
    maxValueBytes: Math.min(...traits.map(({ maxValueBytes }) => maxValueBytes ?? usualValueBytes)),
    clockUncertaintyMs: Math.max(...all.map(({ clockUncertaintyMs }) => clockUncertaintyMs)),
  };
}
