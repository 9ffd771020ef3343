import { type ClusterHooks, linkName } from '../cluster.js';

const sound = { latencyMs: 0, jitterMs: 0, reorders: false, loss: 0, duplication: 0, corruption: 0 };

/** Opens the links in the relay, as a run does. */
export const openInRelay: ClusterHooks['provisionLinks'] = async (_apiUrl, links, relay) => {
  await relay?.ask({ ask: 'open', links, faults: sound });
};

/** Creates the links in Toxiproxy, and in the relay where there is one, without any fault. */
export const provisionPlainLinks: ClusterHooks['provisionLinks'] = async (apiUrl, links, relay) => {
  const proxies = links.map(({ from, to, listen, upstream }) => ({
    name: linkName(from, to),
    listen,
    upstream,
    enabled: true,
  }));
  const response = await fetch(`${apiUrl}/populate`, { method: 'POST', body: JSON.stringify(proxies) });
  if (!response.ok) throw new Error(`populate answered ${response.status}: ${await response.text()}`);
  await openInRelay(apiUrl, links, relay);
};
