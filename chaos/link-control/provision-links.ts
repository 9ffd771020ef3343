import type { Link } from '../../nodes/runtime/cluster.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import type { LinkQuality } from '../faults/link-quality.js';
import { provisionLinks as provisionProxies } from '../toxiproxy/index.js';
import { provisionRelay } from '../udp-relay/provision-relay.js';

/**
 * Makes all links with a quality: their proxies in Toxiproxy, and, where nodes gossip over UDP, their ports in the relay.
 * @throws CodedError PORT_TAKEN, TOXIPROXY_LOST, RELAY_LOST
 */
export async function provisionLinks(
  apiUrl: string,
  links: readonly Link[],
  quality: LinkQuality | undefined,
  relay?: RelayDoor,
): Promise<void> {
  await Promise.all([
    provisionProxies(apiUrl, links, quality),
    relay && provisionRelay(relay, links, quality),
  ]);
}
