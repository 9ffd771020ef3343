import { keptCopy } from '../../protocol/wire/kept-copy.js';
import { updateName } from '../event-record.js';
import type { GossipHost } from '../gossip-host.js';
import { HttpError } from './http-error.js';
import { flag } from './query.js';
import { readBody } from './read-body.js';
import type { Answer, RouteRequest } from './server.js';

/** `POST /updates?key=K[&delete=true]`, the value as the raw body. */
export async function write(host: GossipHost, request: RouteRequest): Promise<Answer> {
  const answer = await host.writes.pass(() => apply(host, request));
  if (answer === undefined) throw new HttpError('busy', 'too many writes are under way');
  return answer;
}

async function apply(host: GossipHost, { query, incoming }: RouteRequest): Promise<Answer> {
  const key = query.get('key');
  if (!key) throw new HttpError('badRequest', 'the query must name a key');
  const deletes = flag(query, 'delete') ?? false;
  const body = await readBody(incoming, host.node.config.maxMessageBytes);
  if (deletes && body.length > 0) throw new HttpError('badRequest', 'a deletion has no value');
  // A copy, since the body may be a small part of a large socket buffer, which it would keep.
  const value = deletes ? undefined : keptCopy(body);
  const refusal = host.node.canWrite(key, value);
  if (refusal !== undefined) {
    // Where not even a deletion of this key could be written, the key is at fault, and otherwise the value's length.
    throw new HttpError(
      host.node.canWrite(key, undefined) === undefined ? 'tooLarge' : 'badRequest',
      refusal,
    );
  }
  const written = host.write(key, value);
  if (written === undefined) {
    throw new HttpError(
      'busy',
      `this node still spreads ${host.node.hotUpdates} updates: it takes no more now`,
    );
  }
  return { body: { update: updateName(written.update), tMs: written.tMs } };
}
