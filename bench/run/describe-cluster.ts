import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import type { Recorder } from '../journal/recorder.js';
import { transportNote } from './transport-note.js';

/** What the nodes say of themselves, written into the journal; none of nodes of the reference, whose spec says it. */
export async function describeCluster(
  cluster: RunningCluster,
  recorder: Recorder,
): Promise<NodeDescription[]> {
  // Of a simulated cluster nobody need be asked.
  if (cluster.bulk) return [];
  const described = await Promise.all(
    cluster.nodeIds.map((node) => describeNode(cluster, node, 1, recorder)),
  );
  const all = described.filter((description) => description !== undefined);
  const { proxy } = cluster;
  const notes = all.flatMap((one) => (proxy ? (transportNote(one, proxy.relay !== undefined) ?? []) : []));
  for (const text of new Set(notes)) recorder.note('TRANSPORT_DIFFERS', text);
  return all;
}

/** The same of one node that has started again. */
export async function describeNode(
  { control }: RunningCluster,
  node: NodeId,
  incarnation: number,
  recorder: Recorder,
): Promise<NodeDescription | undefined> {
  const description = await control(node).describe?.();
  if (!description) return undefined;
  recorder.record({ type: 'implementation', tMs: recorder.nowMs(), node, incarnation, description });
  return description;
}
