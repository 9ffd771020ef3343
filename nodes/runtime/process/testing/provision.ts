import { type Link, linkName } from '../../cluster.js';

/** Creates the links in Toxiproxy, without any toxic. */
export async function provisionPlainLinks(apiUrl: string, links: readonly Link[]): Promise<void> {
  const proxies = links.map(({ from, to, listen, upstream }) => ({
    name: linkName(from, to),
    listen,
    upstream,
    enabled: true,
  }));
  const response = await fetch(`${apiUrl}/populate`, { method: 'POST', body: JSON.stringify(proxies) });
  if (!response.ok) throw new Error(`populate answered ${response.status}: ${await response.text()}`);
}
