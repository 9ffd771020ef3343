import { CodedError } from '../../../nodes/coded-error.js';
import { type Link, linkName } from '../../../nodes/runtime/cluster.js';
import { type LinkQuality, qualityToxics } from '../../faults/link-quality.js';
import { ToxiproxyCallError } from '../api/call-error.js';
import { inParallel } from '../api/in-parallel.js';
import { callsAtOnce } from '../api/limited-http-client.js';
import { type ProxyDefinition, ToxiproxyApi } from '../api/toxiproxy-api.js';
import { baseOwner, planToxics } from './toxic-plan.js';

export const definitionOf = ({ from, to, listen, upstream, connectionEntry }: Link): ProxyDefinition => ({
  name: linkName(from, to),
  listen,
  upstream: connectionEntry ?? upstream,
});

/**
 * Creates the proxies of all links, in one call, with the toxics of `quality` on both streams. A link carries nothing
 * before all its toxics are on it.
 * @throws CodedError PORT_TAKEN, TOXIPROXY_LOST
 */
export async function provisionLinks(
  apiUrl: string,
  links: readonly Link[],
  quality: LinkQuality | undefined,
): Promise<void> {
  const api = new ToxiproxyApi(apiUrl);
  const plan = planToxics(baseOwner, quality ? qualityToxics(quality, links) : []);
  const definitions = links.map(definitionOf);
  try {
    await removeEarlier(api, definitions);
    await api.populate(definitions, plan.size === 0);
    if (plan.size === 0) return;
    await inParallel(definitions, callsAtOnce, async (definition) => {
      for (const toxic of plan.get(definition.name) ?? []) await api.addToxic(definition, toxic);
      await api.setEnabled(definition, true);
    });
  } catch (error) {
    throw portTaken(error, links) ?? error;
  }
}

/** Toxiproxy keeps the toxics and the state of a proxy that it is told to create anew. */
async function removeEarlier(api: ToxiproxyApi, definitions: readonly ProxyDefinition[]): Promise<void> {
  const earlier = await api.proxies();
  const ours = definitions.filter(({ name }) => earlier.has(name));
  await inParallel(ours, callsAtOnce, (definition) => api.removeProxy(definition));
}

const addressInUse = /listen tcp (\S+?):(\d+): bind: address already in use/;

function portTaken(error: unknown, links: readonly Link[]): CodedError | undefined {
  if (!(error instanceof ToxiproxyCallError)) return undefined;
  const [, host, port] = addressInUse.exec(error.message) ?? [];
  if (port === undefined) return undefined;
  const link = links.find(({ listen }) => listen.endsWith(`:${port}`));
  const whose = link ? ` of the link ${linkName(link.from, link.to)}` : '';
  return new CodedError('PORT_TAKEN', `port ${port}${whose} is taken on ${host}`, {
    remedy: 'Stop the program that listens there, or omit `basePort` so that the run finds free ports.',
    cause: error,
  });
}
