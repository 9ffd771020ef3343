import type { RunningCluster } from '../../../nodes/runtime/cluster.js';
import type { Recorder } from '../../journal/recorder.js';

/** Writes down what every link has carried so far, as it was counted outside of the nodes; nothing where nobody counts. */
export async function readLinkTraffic(
  { linkTraffic }: Pick<RunningCluster, 'linkTraffic'>,
  recorder: Recorder,
): Promise<void> {
  for (const { node, peers, readMs } of (await linkTraffic?.()) ?? []) {
    recorder.record({ type: 'linkTraffic', tMs: recorder.toNodeClock(readMs), node, peers: [...peers] });
  }
}
