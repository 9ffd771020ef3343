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

const badRequest = { 400: 'A parameter or the body is invalid.' };

export const operations: readonly Operation[] = [
  { method: 'get', path: '/health', summary: 'Identity and clock of the node.', answer: ok(healthSchema) },
  {
    method: 'post',
    path: '/begin',
    summary: 'Start to gossip, if GOSSIP_HOLD=1 held the node; no effect once it has started.',
    answer: { status: 202, contentType: json, schema: z.object({}) },
  },
  {
    method: 'post',
    path: '/updates',
    summary: 'Write or delete a key; the node answers when it has applied the write.',
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
          'Back-pressure: the node wrote nothing, because too many updates are still hot (maxHotUpdates, maxHotBytes) or too many writes are in progress.',
        headers: { 'Retry-After': 'Seconds to wait before trying again.' },
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
    summary: 'Every member this node knows, itself included.',
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
    summary: 'Change protocol parameters; they apply from the next round. Returns all parameters.',
    request: { contentType: json, schema: protocolPatch },
    answer: ok(protocolConfigSchema),
    refusals: { ...badRequest, 413: 'The body is too long.' },
  },
  {
    method: 'get',
    path: '/journal',
    summary:
      'Events from a sequence number on, one per line. The request confirms all events before `from`; the node may drop them.',
    query: z.object({
      from: z
        .int()
        .min(1)
        .optional()
        .describe('Default 1; beyond the end: from the start of this incarnation.'),
      limit: z.int().min(1).max(100_000).optional().describe('Default 10,000.'),
      duplicates: z
        .enum(['true', 'false'])
        .optional()
        .describe('Switches the recording of duplicates on or off; initially off.'),
    }),
    answer: {
      status: 200,
      contentType: 'application/x-ndjson',
      schema: nodeEventSchema,
      headers: {
        'X-Journal-Next': 'Sequence number of the next page.',
        'X-Journal-Lost': 'Total of events lost by overflow since the start.',
      },
    },
    refusals: badRequest,
  },
  {
    method: 'post',
    path: '/probe',
    summary: 'Send canaries over the links to peers; the node answers when each has returned or timed out.',
    request: { contentType: json, schema: probeRequestSchema },
    answer: ok(z.object({ results: z.array(probeResultSchema) })),
    refusals: { ...badRequest, 413: 'The body is too long.' },
  },
  {
    method: 'get',
    path: '/probes',
    summary: 'Number of canaries that this node received, by sender.',
    answer: ok(probesReceivedSchema),
  },
  {
    method: 'post',
    path: '/attack',
    summary:
      'Optional. Attack the peers as planned, in addition to normal operation. Replaces the previous plan; the node answers at once.',
    request: { contentType: json, schema: attackPlanSchema },
    answer: { status: 202, contentType: json, schema: attackAcceptedSchema },
    refusals: {
      ...badRequest,
      403: 'The node was started without GOSSIP_ALLOW_ATTACKS=1.',
      404: 'This implementation does not support attacks.',
      413: 'The body is too long.',
    },
  },
  {
    method: 'get',
    path: '/profile',
    summary:
      'Optional. CPU profile of the node since the last request, as a V8 CPU profile or in a format of the implementation’s own tools. Each request starts the next profile.',
    answer: { status: 200, contentType: json },
    refusals: {
      403: 'The node was started without GOSSIP_ALLOW_PROFILE=1.',
      404: 'This implementation does not support profiles.',
    },
  },
  {
    method: 'post',
    path: '/lease',
    summary: 'Renew the lease, as every other call does.',
    answer: ok(leaseSchema),
  },
  {
    method: 'post',
    path: '/leave',
    summary: 'Leave the cluster gracefully and exit with code 0.',
    answer: { status: 202, contentType: json, schema: z.object({}) },
  },
];
