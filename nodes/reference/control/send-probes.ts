import { probeRequestSchema } from '../../contract/probe-request.js';
import type { GossipHost } from '../gossip-host.js';
import { HttpError } from './http-error.js';
import { issuesText } from './issues-text.js';
import { readJson } from './read-body.js';
import type { Answer, RouteRequest } from './server.js';

const maxBytes = 1_048_576;

/** `POST /probe`: answers when every canary is back, or given up. */
export async function sendProbes({ probes }: GossipHost, { incoming }: RouteRequest): Promise<Answer> {
  const parsed = probeRequestSchema.safeParse(await readJson(incoming, maxBytes));
  if (!parsed.success) throw new HttpError('badRequest', issuesText(parsed.error));
  const stranger = parsed.data.peers.find((peer) => !probes.knows(peer));
  if (stranger !== undefined) throw new HttpError('badRequest', `node ${stranger} is no peer of this node`);
  return { body: { results: await probes.send(parsed.data) } };
}
