import { z } from 'zod';
import { protocolConfigSchema } from '../protocol/node/config.js';
import { attackAcceptedSchema, attackPlanSchema } from './attack-plan.js';
import {
  healthSchema,
  leaseSchema,
  memberSchema,
  probeResultSchema,
  probesReceivedSchema,
  viewEntrySchema,
  viewSummarySchema,
  writeResultSchema,
} from './bodies.js';
import { nodeEventSchema } from './events.js';
import { openMetricsContentType } from './openmetrics.js';
import { probeRequestSchema } from './probe-request.js';

const json = 'application/json';

/** A refusal that bears headers. */
export interface Refusal {
  readonly description: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One operation of the control API. Every one may answer 401, besides `refusals`. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly request?: { readonly contentType: string; readonly schema?: z.ZodType };
  readonly answer: {
    readonly status: number;
    readonly contentType: string;
    readonly schema?: z.ZodType;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly refusals?: Readonly<Record<number, string | Refusal>>;
}

const ok = (schema: z.ZodType) => ({ status: 200, contentType: json, schema });
/** Without defaults: a parameter that is absent stays as it is. */
const protocolPatch = z.strictObject(
  Object.fromEntries(
    Object.entries(protocolConfigSchema.shape).map(([name, field]) => [
      name,
      field
        .unwrap()
        .optional()
        .describe(field.description ?? name),
    ]),
  ),
);

const badRequest = { 400: 'A parameter or the body is not as described.' };

export const operations: readonly Operation[] = [
  { method: 'get', path: '/health', summary: 'Who answers, and its clock.', answer: ok(healthSchema) },
  {
    method: 'post',
    path: '/begin',
    summary: 'Begin to gossip, where GOSSIP_HOLD=1 held it back; nothing where it has begun.',
    answer: { status: 202, contentType: json, schema: z.object({}) },
  },
  {
    method: 'post',
    path: '/updates',
    summary: 'Write or delete a key; answered when the node has applied it.',
    query: z.object({
      key: z.string().min(1),
      delete: z.enum(['true', 'false']).optional().describe('true: a tombstone, without a body.'),
    }),
    request: { contentType: 'application/octet-stream' },
    answer: ok(writeResultSchema),
    refusals: {
      ...badRequest,
      413: 'Key and value do not fit into one message.',
      503: {
        description:
          'Back-pressure: nothing was written, since too much is still to be spread (maxHotUpdates, maxHotBytes), or too many writes are under way.',
        headers: { 'Retry-After': 'Seconds after which to try again.' },
      },
    },
  },
  {
    method: 'get',
    path: '/view',
    summary: 'Every key of the local view, tombstones included.',
    answer: ok(z.object({ entries: z.array(viewEntrySchema) })),
  },
  {
    method: 'get',
    path: '/view/summary',
    summary: 'Size and digest of the local view.',
    answer: ok(viewSummarySchema),
  },
  {
    method: 'get',
    path: '/members',
    summary: 'Every member this node has heard of, itself included.',
    answer: ok(z.object({ members: z.array(memberSchema) })),
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Counters as OpenMetrics.',
    answer: { status: 200, contentType: openMetricsContentType },
  },
  {
    method: 'patch',
    path: '/protocol',
    summary: 'Change some protocol parameters; they hold from the next round on. Answers all of them.',
    request: { contentType: json, schema: protocolPatch },
    answer: ok(protocolConfigSchema),
    refusals: { ...badRequest, 413: 'The body is too long.' },
  },
  {
    method: 'get',
    path: '/journal',
    summary:
      'Events from a sequence number on, one a line. All before `from` are confirmed, and may be forgotten.',
    query: z.object({
      from: z.int().min(1).optional().describe('Default 1; beyond the end: from the start of this life.'),
      limit: z.int().min(1).max(100_000).optional().describe('Default 10,000.'),
      duplicates: z
        .enum(['true', 'false'])
        .optional()
        .describe('Begins or ends the recording of duplicates, which is off at the start.'),
    }),
    answer: {
      status: 200,
      contentType: 'application/x-ndjson',
      schema: nodeEventSchema,
      headers: {
        'X-Journal-Next': 'Sequence number to go on from.',
        'X-Journal-Lost': 'Events lost to overflow since the start, in all.',
      },
    },
    refusals: badRequest,
  },
  {
    method: 'post',
    path: '/probe',
    summary: 'Send canaries over the links to peers; answered when each is back or given up.',
    request: { contentType: json, schema: probeRequestSchema },
    answer: ok(z.object({ results: z.array(probeResultSchema) })),
    refusals: { ...badRequest, 413: 'The body is too long.' },
  },
  {
    method: 'get',
    path: '/probes',
    summary: 'How many canaries have arrived here, by sender.',
    answer: ok(probesReceivedSchema),
  },
  {
    method: 'post',
    path: '/attack',
    summary:
      'Optional. Attack the peers as planned, beside the ordinary work, instead of what was planned before; answered at once.',
    request: { contentType: json, schema: attackPlanSchema },
    answer: { status: 202, contentType: json, schema: attackAcceptedSchema },
    refusals: {
      ...badRequest,
      403: 'The node was started without GOSSIP_ALLOW_ATTACKS=1.',
      404: 'This implementation has no attacks.',
      413: 'The body is too long.',
    },
  },
  {
    method: 'get',
    path: '/profile',
    summary:
      'Optional. What the node spent its CPU time on since the last request, which begins the next profile: V8’s CPU profile, or what the implementation’s own tools read.',
    answer: { status: 200, contentType: json },
    refusals: {
      403: 'The node was started without GOSSIP_ALLOW_PROFILE=1.',
      404: 'This implementation has no profiles.',
    },
  },
  {
    method: 'post',
    path: '/lease',
    summary: 'Renew the lease, as every other call does too.',
    answer: ok(leaseSchema),
  },
  {
    method: 'post',
    path: '/leave',
    summary: 'Leave the cluster gracefully, and end with exit code 0.',
    answer: { status: 202, contentType: json, schema: z.object({}) },
  },
];
