import type { Clock } from '../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import { confirmSimulated } from '../simulated-links/confirm-simulated.js';
import { SimLinkControl } from '../simulated-links/link-control.js';
import { besideShare, confirmBaseLinks, createToxiproxyLinkControl } from '../toxiproxy/index.js';
import { confirmBaseDirections } from '../udp-relay/confirm/confirm-base-directions.js';
import { UdpLinkControl } from '../udp-relay/link-control.js';
import { BothTransports, bothSeen } from './both-transports.js';
import { ConnectionsAlone } from './connections-alone.js';
import type { ConfirmBaseLinks, LinkControl } from './link-control.js';
import { soundLink } from './link-state.js';

/** Confirms what a cluster's base links are like; absent where they are direct. */
export function confirmerFor({ proxy, simulated, control }: RunningCluster): ConfirmBaseLinks | undefined {
  if (simulated) {
    return async (_quality, links) => confirmSimulated(links, simulated, () => simulated.base ?? soundLink);
  }
  if (!proxy) return undefined;
  const { apiUrl, relay } = proxy;
  return async (quality, links) => {
    const [tcp, udp] = await Promise.all([
      confirmBaseLinks(quality, links, apiUrl, control, relay ? besideShare : 1),
      relay && confirmBaseDirections(quality, links, relay),
    ]);
    return udp ? bothSeen(tcp, udp) : tcp;
  };
}

/** How scenarios change a cluster's links; absent where they are direct. */
export function linkControlFor(cluster: RunningCluster, clock: Clock): LinkControl | undefined {
  const { proxy, simulated, control } = cluster;
  if (simulated) return new SimLinkControl(simulated, clock);
  if (!proxy) return undefined;
  const { apiUrl, links, relay } = proxy;
  const tcp = createToxiproxyLinkControl({
    apiUrl,
    links,
    control,
    clock: clock.nowMs,
    portion: relay ? besideShare : 1,
  });
  return relay
    ? new BothTransports(tcp, new UdpLinkControl({ door: relay, links, clock: clock.nowMs }))
    : new ConnectionsAlone(tcp);
}
