import { type Capability, capabilities, type NodeDescription } from '../../../nodes/contract/capabilities.js';
import { describeReference } from '../../../nodes/reference/describe-reference.js';
import type { Spec } from '../../spec/spec.js';

/** What the implementations of a cluster report and promise, taken together: nobody asks which they are. */
export interface ClusterTraits {
  /** Each implementation once, as `memberlist 0.7.0`; empty of a cluster of the reference. */
  readonly names: readonly string[];
  /** What every node has. */
  readonly has: ReadonlySet<Capability>;
  /** Of what some node does not have, the implementations without it. */
  readonly without: ReadonlyMap<Capability, readonly string[]>;
  /** Nodes of more than one implementation, whatever their versions: each makes digests of its view in its own way. */
  readonly isMixed: boolean;
  /** The longest gossip interval, ms; undefined where some node has none. */
  readonly periodMs: number | undefined;
  /** The implementations that have no gossip interval. */
  readonly withoutPeriod: readonly string[];
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

/** From what each node says of itself, in each of its incarnations; without any, the nodes are those of the reference. */
export function clusterTraits(spec: Spec, described: readonly NodeDescription[]): ClusterTraits {
  const reference = describeReference(spec.protocol, spec.cluster.nodes);
  const all = described.length > 0 ? described : [reference];
  const traits = all.map((one) => one.traits);
  const promises = traits.map(({ repairWithinMs }) => repairWithinMs);
  const longest = (values: readonly (number | undefined)[]): number | undefined =>
    values.length === 0 || values.includes(undefined) ? undefined : Math.max(...values.map(Number));
  const lacking = capabilities.map((name): [Capability, string[]] => [
    name,
    namesOf(all.filter((one) => !one.capabilities.includes(name))),
  ]);
  return {
    names: namesOf(described),
    has: new Set(lacking.flatMap(([name, names]) => (names.length === 0 ? [name] : []))),
    without: new Map(lacking.filter(([, names]) => names.length > 0)),
    isMixed: new Set(all.map(({ implementation }) => implementation)).size > 1,
    periodMs: longest(traits.map(({ periodMs }) => periodMs)),
    withoutPeriod: namesOf(all.filter((one) => one.traits.periodMs === undefined)),
    repairWithinMs: longest(promises.filter((promise) => promise !== undefined)),
    promisesDiffer:
      promises.some((promise) => promise === undefined) && promises.some((promise) => promise !== undefined),
    detectorMemoryMs: Math.max(...traits.map(({ detectorMemoryMs }) => detectorMemoryMs ?? usualMemoryMs)),
    maxValueBytes: Math.min(...traits.map(({ maxValueBytes }) => maxValueBytes ?? usualValueBytes)),
    clockUncertaintyMs: Math.max(...all.map(({ clockUncertaintyMs }) => clockUncertaintyMs)),
  };
}

const namesOf = (described: readonly NodeDescription[]): string[] => [
  ...new Set(described.map(({ implementation, version }) => `${implementation} ${version}`.trim())),
];
