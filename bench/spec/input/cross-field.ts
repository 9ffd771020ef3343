import { faultScopes } from '../../../chaos/faults/fault.js';
import { detectorOf } from '../../../nodes/protocol/node/config.js';
import { framingBytes } from '../../../nodes/reference/describe-reference.js';
import { hasProxies } from '../../../nodes/runtime/link-kind.js';
import { usualWayMs } from '../../../nodes/runtime/sim/simulation.js';
import { largestPayloadBytes } from '../../workload/workload.js';
import { groupsText, isReference, nodeGroups } from '../implementations.js';
import type { Spec } from '../spec.js';
import { askedThreshold } from '../thresholds.js';
import type { Contradiction } from './contradiction.js';
import { excessiveMagnitudes } from './magnitudes.js';
import type { Problem } from './problems.js';
import { formatQuantity } from './quantity.js';
import { bandwidth, duration, linkDelay, share, size } from './quantity-kinds.js';
import { simContradictions } from './sim-contradictions.js';
import { thresholdProblems } from './threshold-problems.js';

/** What fields that are right by themselves contradict together. The problem is placed at a field that was given. */
export function crossFieldProblems(spec: Spec, given: (path: string) => boolean): Problem[] {
  const contradictions = [
    ...faultsWithoutProxies(spec),
    ...chaosWithoutProxies(spec),
    ...transparentElsewhere(spec),
    ...clusterContradictions(spec),
    ...runtimeContradictions(spec),
    ...(isReference(spec) ? protocolContradictions(spec) : []),
    ...workloadContradictions(spec),
    ...nodeContradictions(spec),
    ...replaceContradictions(spec),
    ...datagramContradictions(spec),
    ...simContradictions(spec),
    ...excessiveMagnitudes(spec),
  ].map(({ fields, text }) => ({ path: (fields.find(given) ?? fields[0]).split('.'), text }));
  return [...contradictions, ...thresholdProblems(spec.thresholds, ['thresholds'], askedThreshold)];
}

function faultsWithoutProxies({ cluster: { links, quality } }: Spec): Contradiction[] {
  if (hasProxies(links)) return [];
  const asked: readonly [string, boolean, string][] = [
    ['latency', quality.latencyMs > 0, formatQuantity(linkDelay, quality.latencyMs)],
    ['loss', quality.loss > 0, formatQuantity(share, quality.loss)],
    ['bandwidth', quality.rateKBps > 0, formatQuantity(bandwidth, quality.rateKBps)],
  ];
  return asked
    .filter(([, isAsked]) => isAsked)
    .map(([name, , value]) => ({
      fields: [`cluster.${name}`, 'cluster.links'],
      text: `a ${name} of ${value} is impossible with direct links: it needs a proxy; use links proxy`,
    }));
}

/** Nodes can crash without proxies; links cannot be cut. */
function* chaosWithoutProxies({ cluster: { links }, chaos }: Spec): Generator<Contradiction> {
  if (hasProxies(links) || !chaos) return;
  for (const [index, step] of chaos.steps.entries()) {
    if (faultScopes[step.fault.kind] === 'nodes') continue;
    yield {
      fields: [`chaos.steps.${index}.fault`, 'cluster.links'],
      text: `the fault ${step.fault.kind} is impossible with direct links: it needs a proxy; use links proxy`,
    };
  }
}

function* transparentElsewhere({ runtime, cluster: { links } }: Spec): Generator<Contradiction> {
  if (links !== 'transparent' || runtime === 'docker' || runtime === 'auto') return;
  yield {
    fields: ['cluster.links', 'runtime'],
    text: `transparent links need a network namespace for each node, which runtime ${runtime} has not; use runtime docker, or other links`,
  };
}

/** Real nodes that one machine can hold. */
const mostProcesses = 500;

function* runtimeContradictions({ runtime, cluster: { nodes }, chaos }: Spec): Generator<Contradiction> {
  if (runtime !== 'sim' && nodes > mostProcesses) {
    yield {
      fields: ['cluster.nodes', 'runtime'],
      text: `${nodes} nodes are too many for one machine: at most ${mostProcesses}; use fewer, or runtime sim`,
    };
  }
  if (runtime !== 'sim') return;
  for (const [index, step] of (chaos?.steps ?? []).entries()) {
    if (step.fault.kind !== 'malicious') continue;
    yield {
      fields: [`chaos.steps.${index}.fault`, 'runtime'],
      text: 'malicious nodes attack the wire, and a simulation has no wire; use runtime process or docker',
    };
  }
}

/** Only the reference can be simulated, called by HTTP, or told to attack. */
function* nodeContradictions(spec: Spec): Generator<Contradiction> {
  const { runtime, workload, chaos } = spec;
  if (isReference(spec)) return;
  const groups = nodeGroups(spec);
  const who = groupsText(groups);
  const [is, speaks, does] =
    groups.length > 1 ? ['are programs', 'speak', 'do'] : ['is a program', 'speaks', 'does'];
  if (runtime === 'sim') {
    yield {
      fields: ['node.use', 'cluster.nodes', 'runtime'],
      text: `${who} ${is} and cannot be simulated; use runtime process or docker`,
    };
  }
  if (workload.generator === 'autocannon') {
    yield {
      fields: ['workload.generator', 'node.use', 'cluster.nodes'],
      text: `autocannon needs HTTP, and ${who} ${speaks} lines; use generator harness`,
    };
  }
  for (const [index, step] of (chaos?.steps ?? []).entries()) {
    if (step.fault.kind !== 'malicious') continue;
    yield {
      fields: [`chaos.steps.${index}.fault`, 'node.use'],
      text: `${who} ${does} not attack: only the reference does`,
    };
  }
}

/** Of nodes of others it is only known when they are built. */
function* datagramContradictions(spec: Spec): Generator<Contradiction> {
  if (!isReference(spec) || spec.protocol.transport === 'udp') return;
  for (const [index, { fault }] of (spec.chaos?.steps ?? []).entries()) {
    if (fault.kind !== 'datagrams') continue;
    yield {
      fields: [`chaos.steps.${index}.fault`, 'protocol.transport'],
      text: `datagrams acts on datagrams, and with transport ${spec.protocol.transport} there are none; use transport udp`,
    };
  }
}

/** What takes a node's place is a program that speaks lines, as that node must be. */
function* replaceContradictions(spec: Spec): Generator<Contradiction> {
  for (const [index, { fault }] of (spec.chaos?.steps ?? []).entries()) {
    if (fault.kind !== 'replace') continue;
    if (spec.runtime === 'sim') {
      yield {
        fields: [`chaos.steps.${index}.fault`, 'runtime'],
        text: `replace starts ${fault.with}, a program, and a simulation runs none; use runtime process or docker`,
      };
    }
    if (!isReference(spec)) continue;
    yield {
      fields: [`chaos.steps.${index}.fault`, 'node.use'],
      text: `${fault.with} cannot take the place of the reference, whose nodes speak to the harness by HTTP and to each other in a protocol of their own; name what is replaced, as in node: memberlist@0.6`,
    };
  }
}

function* clusterContradictions(spec: Spec): Generator<Contradiction> {
  const {
    cluster: { nodes, quality },
    protocol,
    sim,
  } = spec;
  if (isReference(spec) && protocol.fanout >= nodes) {
    yield {
      fields: ['protocol.fanout', 'cluster.nodes'],
      text: `a fanout of ${protocol.fanout} needs more than ${protocol.fanout} nodes, got ${nodes}`,
    };
  }
  if (quality.jitterMs > quality.latencyMs) {
    yield {
      fields: ['cluster.jitter', 'cluster.latency'],
      text: `a jitter of ${formatQuantity(linkDelay, quality.jitterMs)} exceeds the latency of ${formatQuantity(linkDelay, quality.latencyMs)}: a delay cannot be negative`,
    };
  }
  const roundTripMs = 2 * (quality.latencyMs + quality.jitterMs + (sim ? usualWayMs(sim) : 0));
  if (isReference(spec) && protocol.exchangeTimeoutMs <= roundTripMs) {
    yield {
      fields: ['protocol.exchangeTimeout', 'sim.links.latency', 'sim.regions', 'cluster.latency'],
      text: `an exchange timeout of ${formatQuantity(duration, protocol.exchangeTimeoutMs)} does not exceed the links’ round trip of ${formatQuantity(duration, roundTripMs)}`,
    };
  }
}

function* protocolContradictions({ protocol, workload }: Spec): Generator<Contradiction> {
  if (protocol.detector === 'swim' && protocol.probeTimeoutMs >= protocol.probeIntervalMs) {
    yield {
      fields: ['protocol.probeTimeout', 'protocol.probeInterval'],
      text: `a probe timeout of ${formatQuantity(duration, protocol.probeTimeoutMs)} leaves no time for indirect probes in the probe interval of ${formatQuantity(duration, protocol.probeIntervalMs)}: at most half of it`,
    };
  }
  if (detectorOf(protocol) === 'heartbeat' && protocol.failureTimeoutMs <= protocol.heartbeatIntervalMs) {
    yield {
      fields: ['protocol.failureTimeout', 'protocol.heartbeatInterval'],
      text: `a failure timeout of ${formatQuantity(duration, protocol.failureTimeoutMs)} does not exceed the heartbeat interval of ${formatQuantity(duration, protocol.heartbeatIntervalMs)}: every node would be marked failed`,
    };
  }
  const largest = largestPayloadBytes(workload, protocol.maxMessageBytes);
  if (largest + framingBytes > protocol.maxMessageBytes) {
    const most = formatQuantity(size, protocol.maxMessageBytes - framingBytes);
    yield {
      fields: ['workload.payload', 'workload.payloadSpread', 'protocol.maxMessage'],
      text: `a payload of ${formatQuantity(size, largest)} does not fit a message of ${formatQuantity(size, protocol.maxMessageBytes)}: at most ${most}, or raise protocol.maxMessage`,
    };
  }
}

function* workloadContradictions({ workload, phases, runtime, chaos }: Spec): Generator<Contradiction> {
  if (workload.generator === 'autocannon' && runtime === 'sim') {
    yield {
      fields: ['workload.generator', 'runtime'],
      text: 'autocannon needs HTTP, and a simulation has none; use generator harness',
    };
  }
  if (workload.generator === 'autocannon' && chaos) {
    yield {
      fields: ['workload.generator', 'chaos'],
      text: 'a run with faults must write to live nodes only, and only the harness knows them; use generator harness',
    };
  }
  if (workload.payloadSizes === 'uniform' && workload.payloadSpread > 1) {
    yield {
      fields: ['workload.payloadSpread', 'workload.payloadSizes'],
      text: `a spread of ${workload.payloadSpread} gives uniform sizes below 0: at most 1`,
    };
  }
  if (workload.updates === 0 && (workload.ratePerSecond === 0 || phases.durationMs === 0)) {
    yield {
      fields: ['workload.updates', 'workload.rate'],
      text: 'no updates and no steady load: nothing to measure',
    };
  }
}
