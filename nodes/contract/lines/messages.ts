import { z } from 'zod';
import { viewSummarySchema } from '../bodies.js';
import { traitsSchema } from '../capabilities.js';
import { counterNames } from '../counters.js';

/** Version of the contract that is spoken here. */
export const contractVersion = 2;

/** Longest line, bytes. */
export const longestLineBytes = 1_048_576;

/** What ends up on terminals and in reports. */
const printable = /^[ -~]{1,100}$/;
const updateName = z.string().min(1).max(200);
const nodeNumber = z.int().min(0).max(1_000_000);
const timeMs = z.number();
const ask = z.int().min(1);

/** A parameter of a node: durations in ms. */
export const parameterValueSchema = z.union([z.number(), z.string().max(10_000), z.boolean()]);
export type ParameterValue = z.output<typeof parameterValueSchema>;
export type Parameters = Readonly<Record<string, ParameterValue>>;
const parametersSchema = z.record(z.string().max(200), parameterValueSchema);

/** What the harness says, one object a line on the node's stdin. */
export const harnessLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('init'),
    contract: z.literal(contractVersion),
    node: nodeNumber,
    incarnation: z.int().min(1),
    listen: z.string().describe('host:port'),
    peers: z.array(
      z.object({ node: nodeNumber, address: z.string().describe('host:port that this node dials') }),
    ),
    parameters: parametersSchema,
    seed: z.int(),
    udp: z
      .boolean()
      .optional()
      .describe('True: the same addresses take datagrams, too. Only for nodes whose manifest asks for it.'),
  }),
  z.object({ type: z.literal('begin') }),
  z.object({
    type: z.literal('write'),
    update: updateName,
    key: z.string(),
    value: z.base64().optional().describe('Absent: the key is deleted.'),
  }),
  z.object({ type: z.literal('view'), ask }),
  z.object({ type: z.literal('members'), ask }),
  z.object({ type: z.literal('counters'), ask }),
  z.object({ type: z.literal('clock'), ask }),
  z.object({ type: z.literal('set'), ask, parameters: parametersSchema }),
  z.object({ type: z.literal('leave') }),
]);
export type HarnessLine = z.output<typeof harnessLineSchema>;

const memberStatus = z.enum(['alive', 'suspect', 'failed', 'left']);
const count = z.number().min(0);

/** The counters that a node may report, by the names that the harness uses. */
const lineCounters = z.object(
  Object.fromEntries(Object.keys(counterNames).map((name) => [name, count.optional()])) as Record<
    keyof typeof counterNames,
    z.ZodOptional<typeof count>
  >,
);

/** What a node says, one object a line on its stdout. */
export const nodeLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    contract: z.int().describe('The version that the node speaks.'),
    implementation: z.string().regex(printable, 'expected 1 to 100 printable ASCII characters'),
    version: z
      .union([z.literal(''), z.string().regex(printable, 'expected at most 100 printable ASCII characters')])
      .default(''),
    t: timeMs,
    clock: z.string().optional().describe('monotonic: `t` is CLOCK_MONOTONIC of its machine.'),
    capabilities: z.array(z.string()).default([]),
    traits: traitsSchema.prefault({}),
  }),
  z.object({ type: z.literal('written'), update: updateName, t: timeMs }),
  z.object({
    type: z.literal('refused'),
    update: updateName,
    reason: z.string().default('it gave no reason'),
    busy: z.boolean().optional().describe('It would take the write later.'),
  }),
  z.object({
    type: z.literal('received'),
    update: updateName,
    t: timeMs,
    from: nodeNumber.optional(),
    hops: z.int().min(1).max(65_535).optional(),
    via: z.enum(['rumor', 'repair']).optional(),
  }),
  z.object({
    type: z.literal('member'),
    t: timeMs,
    node: nodeNumber,
    change: z.enum(['joined', 'suspected', 'failed', 'recovered', 'left']),
    incarnation: z.int().min(0).optional(),
  }),
  z.object({ type: z.literal('view'), ask, ...viewSummarySchema.shape }),
  z.object({
    type: z.literal('members'),
    ask,
    members: z.array(
      z.object({ node: nodeNumber, status: memberStatus, incarnation: z.int().min(0).optional() }),
    ),
  }),
  z.object({ type: z.literal('counters'), ask, counters: lineCounters }),
  z.object({ type: z.literal('clock'), ask, t: timeMs }),
  z.object({ type: z.literal('set'), ask, parameters: parametersSchema }),
]);
export type NodeLine = z.output<typeof nodeLineSchema>;
export type NodeLineOf<T extends NodeLine['type']> = Extract<NodeLine, { type: T }>;
/** Lines that answer a question. */
export type AnswerType = 'view' | 'members' | 'counters' | 'clock' | 'set';
