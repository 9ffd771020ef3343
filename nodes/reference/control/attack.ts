import { attackPlanSchema } from '../../contract/attack-plan.js';
import type { GossipHost } from '../gossip-host.js';
import { HttpError } from './http-error.js';
import { issuesText } from './issues-text.js';
import { readJson } from './read-body.js';
import type { Answer, RouteRequest } from './server.js';

const maxBytes = 16_777_216;

/** `POST /attack`: only where the node was started as one that may. */
export async function attack({ attacker }: GossipHost, { incoming }: RouteRequest): Promise<Answer> {
  if (!attacker) {
    throw new HttpError('forbidden', 'this node was started without GOSSIP_ALLOW_ATTACKS=1');
  }
  const parsed = attackPlanSchema.safeParse(await readJson(incoming, maxBytes));
  if (!parsed.success) throw new HttpError('badRequest', issuesText(parsed.error));
  attacker.begin(parsed.data.attacks);
  return { status: 202, body: { attacks: parsed.data.attacks.length } };
}
