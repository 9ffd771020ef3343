import { totalDatagrams } from '../../../chaos/udp-relay/total-datagrams.js';
import type { RunningCluster } from '../../../nodes/runtime/cluster.js';
import type { Recorder } from '../../journal/recorder.js';

/** Writes down what the UDP side of the links has carried so far; nothing where links carry no datagrams. @throws CodedError RELAY_LOST */
export async function readDatagrams({ proxy }: RunningCluster, recorder: Recorder): Promise<void> {
  if (!proxy?.relay) return;
  const counters = await totalDatagrams(proxy.relay);
  recorder.record({ type: 'datagrams', tMs: recorder.nowMs(), ...counters });
}
