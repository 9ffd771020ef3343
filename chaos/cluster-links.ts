import type { Clock } from '../nodes/runtime/clock.js';
import type { RunningCluster } from '../nodes/runtime/cluster.js';
import type { FaultInjector } from './injector.js';
import type { LinkControl } from './link-control.js';
import { soundLink } from './link-state.js';
import { confirmSimulated } from './sim/confirm-simulated.js';
import { SimLinkControl } from './sim/link-control.js';
import { createToxiproxyInjector, createToxiproxyLinkControl } from './toxiproxy/index.js';

/** Confirms what a cluster's base links are like; absent where they are direct. */
export function confirmerFor(
  cluster: RunningCluster,
  clock: Clock,
): Pick<FaultInjector, 'confirm'> | undefined {
  const { proxy, simulated, control } = cluster;
  if (simulated) {
    return {
      confirm: async ({ links, appliedFromMs, appliedToMs }) => ({
        ...confirmSimulated(links, simulated, () => simulated.base ?? soundLink),
        firstMs: appliedFromMs,
        lastMs: appliedToMs,
      }),
    };
  }
  return proxy && createToxiproxyInjector({ ...proxy, control, clock: clock.nowMs });
}

/** How scenarios change a cluster's links; absent where they are direct. */
export function linkControlFor(cluster: RunningCluster, clock: Clock): LinkControl | undefined {
  const { proxy, simulated, control } = cluster;
  if (simulated) return new SimLinkControl(simulated, clock);
  return proxy && createToxiproxyLinkControl({ ...proxy, control, clock: clock.nowMs });
}
