import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import type { FaultInjector } from '../injector.js';
import type { LinkControl } from '../link-control.js';
import { createToxiproxyInjector } from './injector.js';
import { ToxiproxyLinkControl } from './link-control.js';

export { createToxiproxyInjector } from './injector.js';
export { provisionLinks } from './provision-links.js';

/** The injector for a cluster's links; none where its links are direct. */
export function injectorFor({ proxy, control }: RunningCluster): FaultInjector | undefined {
  if (!proxy) return undefined;
  return createToxiproxyInjector({
    apiUrl: proxy.apiUrl,
    links: proxy.links,
    control,
    clock,
  });
}

/** How scenarios change a cluster's links; none where its links are direct. */
export function linkControlFor({ proxy, control }: RunningCluster): LinkControl | undefined {
  if (!proxy) return undefined;
  const { apiUrl, links } = proxy;
  return new ToxiproxyLinkControl({ apiUrl, links, control, clock });
}

const clock = (): number => Number(process.hrtime.bigint()) / 1e6;
