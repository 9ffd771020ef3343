import { protocolConfigSchema } from '../../protocol/node/config.js';
import type { GossipHost } from '../gossip-host.js';
import { HttpError } from './http-error.js';
import { issuesText } from './issues-text.js';
import { readJson } from './read-body.js';
import type { Answer, RouteRequest } from './server.js';

const maxBytes = 65_536;

/** `PATCH /protocol` with some of the parameters, `auth` and `transport` apart; answers all of them. */
export async function configure(host: GossipHost, { incoming }: RouteRequest): Promise<Answer> {
  const patch = await readJson(incoming, maxBytes);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    throw new HttpError('badRequest', 'the body must be an object of protocol parameters');
  }
  const parsed = protocolConfigSchema.safeParse({ ...host.node.config, ...patch });
  if (!parsed.success) throw new HttpError('badRequest', issuesText(parsed.error));
  for (const fixed of ['auth', 'transport'] as const) {
    if (parsed.data[fixed] !== host.node.config[fixed])
      throw new HttpError('badRequest', `${fixed}: cannot change during an incarnation`);
  }
  host.configure(parsed.data);
  return { body: parsed.data };
}
