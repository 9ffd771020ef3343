import { z } from 'zod';
import { protocolConfigSchema } from '../protocol/node/config.js';
import {
  healthSchema,
  memberSchema,
  probeResultSchema,
  probesReceivedSchema,
  viewEntrySchema,
  viewSummarySchema,
  writeResultSchema,
} from './bodies.js';
import type { NodeControl, WriteRequest } from './client.js';
import { ControlHttp, type ControlTarget } from './control-http.js';
import type { NodeCounters } from './counters.js';
import type { JournalBatch, NodeEvent } from './events.js';
import { parseOpenMetrics } from './openmetrics.js';

const members = z.object({ members: z.array(memberSchema) });
const view = z.object({ entries: z.array(viewEntrySchema) });
const probes = z.object({ results: z.array(probeResultSchema) });

/** Events of one request for the journal; a longer journal is read in several. */
const journalPageEvents = 10_000;
const defaultProbeConcurrency = 8;

/** A node that speaks HTTP reports all counters. */
export interface HttpNodeControl extends NodeControl {
  counters(): Promise<NodeCounters>;
}

/** Speaks the contract's HTTP to one node. */
export function createNodeControl(target: ControlTarget): HttpNodeControl {
  const http = new ControlHttp(target);
  return {
    health: () => http.json({ method: 'GET', path: '/health' }, healthSchema.parse),
    async begin() {
      await http.call({ method: 'POST', path: '/begin' });
    },
    write: (write) =>
      http.json({ method: 'POST', path: writePath(write), body: write.value }, writeResultSchema.parse),
    journal: (from) => readJournal(http, from),
    async counters() {
      const call = { method: 'GET', path: '/metrics' } as const;
      const { text } = await http.call(call);
      return http.read(call, () => parseOpenMetrics(text));
    },
    viewSummary: () => http.json({ method: 'GET', path: '/view/summary' }, viewSummarySchema.parse),
    view: async () => (await http.json({ method: 'GET', path: '/view' }, view.parse)).entries,
    members: async () => (await http.json({ method: 'GET', path: '/members' }, members.parse)).members,
    configure: (patch) =>
      http.json({ method: 'PATCH', path: '/protocol', body: patch }, protocolConfigSchema.parse),
    async probe(peers, count, timeoutMs, concurrency = defaultProbeConcurrency) {
      const turns = Math.ceil((peers.length * count) / concurrency);
      const call = {
        method: 'POST',
        path: '/probe',
        body: { peers, count, timeoutMs, concurrency },
        timeoutMs: turns * timeoutMs + target.timeoutMs,
      } as const;
      return (await http.json(call, probes.parse)).results;
    },
    async probesReceived() {
      const { received } = await http.json({ method: 'GET', path: '/probes' }, probesReceivedSchema.parse);
      return new Map(received.map(({ peer, count }) => [peer, count]));
    },
    async attack(attacks) {
      await http.call({ method: 'POST', path: '/attack', body: { attacks } });
    },
    profile: async () => (await http.call({ method: 'GET', path: '/profile' })).text,
    async leave() {
      await http.call({ method: 'POST', path: '/leave' });
    },
  };
}

function writePath(write: WriteRequest): string {
  return `/updates?key=${encodeURIComponent(write.key)}${write.delete ? '&delete=true' : ''}`;
}

/** Reads up to the journal's end, page by page. */
async function readJournal(http: ControlHttp, from: number): Promise<JournalBatch> {
  const events: NodeEvent[] = [];
  for (let next = from; ; ) {
    const page = await readJournalPage(http, next);
    for (const event of page.events) events.push(event);
    next = page.next;
    if (page.events.length < journalPageEvents) return { events, next, lost: page.lost };
  }
}

async function readJournalPage(http: ControlHttp, from: number): Promise<JournalBatch> {
  const call = { method: 'GET', path: `/journal?from=${from}&limit=${journalPageEvents}` } as const;
  const { headers, text } = await http.call(call);
  return http.read(call, () => {
    const next = Number(headers['x-journal-next']);
    const lost = Number(headers['x-journal-lost']);
    if (!Number.isInteger(next) || !Number.isInteger(lost)) {
      throw new Error('X-Journal-Next and X-Journal-Lost must be integers');
    }
    const events =
      text === '' ? [] : (JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as NodeEvent[]);
    return { events, next, lost };
  });
}
