import { CodedError } from '../../coded-error.js';
import type { NodeControl, ProbeResult, WriteRequest } from '../../contract/client.js';
import { type NodeCounters, protocolPart } from '../../contract/counters.js';
import type { GossipNode } from '../../protocol/node/gossip-node.js';
import type { NodeId, UpdateId } from '../../protocol/types.js';
import { viewEntry } from '../../reference/control/view-entry.js';
import { updateName } from '../../reference/event-record.js';
import type { SimNetwork } from './network/sim-network.js';
import type { SimJournal } from './sim-journal.js';

export type NodeTraffic = Pick<
  NodeCounters,
  'messagesSent' | 'messagesReceived' | 'bytesSent' | 'bytesReceived'
>;

export interface SimNodeControlParts {
  readonly node: NodeId;
  readonly network: SimNetwork;
  readonly journal: SimJournal;
  /** Sends a canary over the directed link as it is now: its delay, ms; undefined where it is lost. */
  readonly canary: (from: NodeId, to: NodeId) => number | undefined;
  /** The node's last write that was accepted, and when. */
  readonly lastWrite: () => { readonly update: UpdateId; readonly atMs: number } | undefined;
  /** Gossip of the node's present incarnation. */
  readonly traffic: () => NodeTraffic;
  /** Canaries that arrived, by receiver and sender. */
  readonly canaries: Map<NodeId, Map<NodeId, number>>;
  /** Resolves when the node is no longer paused. */
  readonly awake: (node: NodeId) => Promise<void> | undefined;
}

/**
 * The control API of a simulated node: what a real one answers over HTTP, at the same virtual moment. One that is down is unreachable, one
 * that is paused answers when it goes on. It has neither CPU time nor memory of its own.
 */
export function createSimNodeControl(parts: SimNodeControlParts): NodeControl {
  const { node: id, network, journal, canaries } = parts;
  const ask = async <T>(answer: (node: GossipNode) => T): Promise<T> => {
    await parts.awake(id);
    if (!network.isUp(id)) throw new CodedError('NODE_UNREACHABLE', `node n${id} is down`);
    return network.read(id, answer);
  };
  return {
    health: () =>
      ask(({ incarnation }) => ({
        nodeId: id,
        incarnation,
        implementation: 'gossip-bench-reference',
        version: 'simulated',
        nowMs: network.nowMs,
      })),
    begin: () => ask(() => undefined),
    write: (request) => ask((node) => write(node, request, parts)),
    journal: () => ask(() => journal.take(id)),
    counters: () => ask((node) => countersOf(node, parts.traffic())),
    viewSummary: () => ask(({ view }) => ({ entries: view.size, digest: view.stateDigest() })),
    view: () => ask(({ view }) => Array.from(view.entries(), viewEntry)),
    members: () => ask((node) => node.members()),
    configure: (patch) =>
      ask((node) => {
        network.input(id, { kind: 'configure', config: { ...node.config, ...patch } });
        return network.read(id, ({ config }) => config);
      }),
    probe: (peers, count) =>
      ask(() => peers.flatMap((peer) => Array.from({ length: count }, () => probe(id, peer, parts)))),
    probesReceived: () => ask(() => canaries.get(id) ?? new Map()),
    attack: () =>
      ask(() => {
        throw new CodedError('NODE_UNREACHABLE', 'a simulated node has no attacks');
      }),
    profile: () =>
      ask(() => {
        throw new CodedError('NODE_UNREACHABLE', 'a simulated node has no process to profile');
      }),
    leave: () => ask(() => network.leave(id)),
  };
}

function write(node: GossipNode, { key, value, delete: isDelete }: WriteRequest, parts: SimNodeControlParts) {
  const { network, lastWrite } = parts;
  const written = isDelete ? undefined : (value ?? new Uint8Array(0));
  const refusal = node.canWrite(key, written);
  if (refusal !== undefined) {
    throw new CodedError('NODE_UNREACHABLE', `node n${node.id} refused the write: ${refusal}`);
  }
  const before = lastWrite();
  network.input(node.id, { kind: 'write', key, value: written });
  const last = lastWrite();
  if (last === undefined || last === before) {
    throw new CodedError('NODE_BUSY', `node n${node.id} takes no writes now: it still spreads too many`);
  }
  const { update, atMs } = last;
  return { update: updateName(update), tMs: atMs };
}

/** What a real node reports as OpenMetrics. */
export const countersOf = ({ counters, hotUpdates }: GossipNode, traffic: NodeTraffic): NodeCounters => ({
  ...traffic,
  ...protocolPart(counters),
  cpuSeconds: 0,
  residentMemoryBytes: 0,
  timerLatenessSeconds: 0,
  hotUpdates,
});

/** There and back over the links as they are now. */
function probe(from: NodeId, to: NodeId, { network, canary, canaries }: SimNodeControlParts): ProbeResult {
  const sentMs = network.nowMs;
  const thereMs = canary(from, to);
  if (thereMs === undefined || !network.isUp(to)) return { peer: to, sentMs, error: 'timeout' };
  const received = canaries.get(to) ?? new Map<NodeId, number>();
  canaries.set(to, received);
  received.set(from, (received.get(from) ?? 0) + 1);
  const receivedMs = sentMs + thereMs;
  const backMs = canary(to, from);
  if (backMs === undefined) return { peer: to, sentMs, error: 'timeout' };
  return { peer: to, sentMs, receivedMs, answeredMs: receivedMs + backMs };
}
