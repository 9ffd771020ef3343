import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import type { FaultInjector } from '../injector.js';
import { createToxiproxyInjector } from './injector.js';

export { createToxiproxyInjector } from './injector.js';
export { provisionLinks } from './provision-links.js';

/** The injector for a cluster's links; none where its links are direct. */
export function injectorFor({ proxy, control }: RunningCluster): FaultInjector | undefined {
  if (!proxy) return undefined;
  return createToxiproxyInjector({
    apiUrl: proxy.apiUrl,
    links: proxy.links,
    control,
    clock: () => Number(process.hrtime.bigint()) / 1e6,
  });
}
