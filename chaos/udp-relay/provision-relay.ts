import type { Link } from '../../nodes/runtime/cluster.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import type { LinkQuality } from '../faults/link-quality.js';
import { stateOf } from '../link-control/link-state.js';
import { datagramFaultsOf } from './datagram-faults-of.js';
import { soundDatagrams } from './model/datagram-faults.js';
import { askRelay } from './relay-client.js';

/** Opens the UDP ports of all links; no datagram passes that does not meet `quality`. @throws CodedError PORT_TAKEN, RELAY_LOST */
export async function provisionRelay(
  door: RelayDoor,
  links: readonly Link[],
  quality: LinkQuality | undefined,
): Promise<void> {
  const faults = quality ? datagramFaultsOf(stateOf(quality)) : soundDatagrams;
  await askRelay(door, { ask: 'open', links, faults });
}
