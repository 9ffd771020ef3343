import type { Clock } from '../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import { confirmSimulated } from '../simulated-links/confirm-simulated.js';
import { SimLinkControl } from '../simulated-links/link-control.js';
import { confirmBaseLinks, createToxiproxyLinkControl } from '../toxiproxy/index.js';
import type { ConfirmBaseLinks, LinkControl } from './link-control.js';
import { soundLink } from './link-state.js';

/** Confirms what a cluster's base links are like; absent where they are direct. */
export function confirmerFor({ proxy, simulated, control }: RunningCluster): ConfirmBaseLinks | undefined {
  if (simulated) {
    return async (_quality, links) => confirmSimulated(links, simulated, () => simulated.base ?? soundLink);
  }
  return proxy && ((quality, links) => confirmBaseLinks(quality, links, proxy.apiUrl, control));
}

/** How scenarios change a cluster's links; absent where they are direct. */
export function linkControlFor(cluster: RunningCluster, clock: Clock): LinkControl | undefined {
  const { proxy, simulated, control } = cluster;
  if (simulated) return new SimLinkControl(simulated, clock);
  return proxy && createToxiproxyLinkControl({ ...proxy, control, clock: clock.nowMs });
}
