import { capabilities, type NodeDescription } from '../contract/capabilities.js';
import { suspicionBounds } from '../protocol/membership/swim/suspicion-timeouts.js';
import { detectorOf, type ProtocolConfig } from '../protocol/node/config.js';

const name = 'reference';
/** A value shares its message with its key, its version and framing: at most so many bytes. */
export const framingBytes = 256;

/** What the reference node reports and promises with these parameters, in a cluster of so many nodes. */
export function describeReference(protocol: ProtocolConfig, nodes: number): NodeDescription {
  const detects = detectorOf(protocol) !== 'none';
  const repairs = repairsEveryMs(protocol);
  return {
    implementation: name,
    version: '',
    capabilities: capabilities.filter((one) => (one === 'members' ? detects : one !== 'supersedes')),
    traits: {
      periodMs: protocol.intervalMs,
      ...(repairs === undefined ? {} : { repairWithinMs: repairs * (Math.ceil(Math.log2(nodes)) + 4) }),
      ...(detects ? { detectorMemoryMs: detectorMemoryMs(protocol, nodes) } : {}),
      maxValueBytes: protocol.maxMessageBytes - framingBytes,
      transport: protocol.transport,
    },
    clockUncertaintyMs: 0,
  };
}

/**
 * Time between two repairs of a node; undefined where the protocol as configured does not promise that everything arrives. Rumors alone do not:
 * each node loses interest some time, and a residue is expected (Demers 1987, section 1.4); nor does a node that was told to stop.
 */
function repairsEveryMs({ mode, intervalMs, repairIntervalMs, maxRounds, maxTimeMs }: ProtocolConfig) {
  if (maxRounds > 0 || maxTimeMs > 0) return undefined;
  if (mode === 'anti-entropy') return intervalMs;
  return repairIntervalMs > 0 ? repairIntervalMs : undefined;
}

/** How far back the failure detector's decision reaches, ms: what happened since may be its cause. */
function detectorMemoryMs(protocol: ProtocolConfig, nodes: number): number {
  const { probeIntervalMs, failureTimeoutMs, heartbeatIntervalMs } = protocol;
  if (detectorOf(protocol) !== 'swim') return failureTimeoutMs + 2 * heartbeatIntervalMs;
  return 2 * probeIntervalMs + suspicionBounds(protocol, nodes).minMs;
}
