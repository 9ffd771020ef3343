import type { GossipHost } from '../gossip-host.js';
import { flag, wholeNumber } from './query.js';
import type { Answer, RouteRequest } from './server.js';

const page = { min: 1, max: 100_000, absent: 10_000 };
const firstSeq = { min: 1, max: Number.MAX_SAFE_INTEGER, absent: 1 };

/** `GET /journal?from=&limit=&duplicates=` as NDJSON; where to go on, and what was lost, in headers. */
export function readJournal(host: GossipHost, { query }: RouteRequest): Answer {
  const from = wholeNumber(query, 'from', firstSeq);
  const limit = wholeNumber(query, 'limit', page);
  host.recordsDuplicates = flag(query, 'duplicates') ?? host.recordsDuplicates;
  const { events, next, lost } = host.journal.read(from, limit);
  return {
    headers: { 'content-type': 'application/x-ndjson', 'x-journal-next': next, 'x-journal-lost': lost },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  };
}
