import { z } from 'zod';
import { descriptionSchema } from '../../nodes/contract/capabilities.js';
import { counterNames } from '../../nodes/contract/counters.js';
import { nodeEventSchema, updateName } from '../../nodes/contract/events.js';
import { runtimeKinds } from '../../nodes/runtime/runtime-kind.js';
import { counted, mostNodes, nodeCount, nodeId } from './node-bounds.js';
import { packedViewsSchema } from './packed-views.js';
import { phases } from './phase.js';
import { receiptsSchema } from './receipts.js';

type Counter = keyof typeof counterNames;
const counterSchema = () => z.number().optional();
/** Those that the node reports. */
const counters = z.object(
  Object.fromEntries(
    (Object.keys(counterNames) as Counter[]).map((name) => [name, counterSchema()]),
  ) as Record<Counter, ReturnType<typeof counterSchema>>,
);

const amount = z.object({ datagrams: counted, bytes: counted });

const packets = z.object({ packets: counted, bytes: counted, payloadBytes: counted });
const bothTransports = z.object({ tcp: packets, udp: packets });

/** Counts the lines of a journal, from 0: what was deleted or repeated shows. Absent before version 0.2. */
const line = z.int().min(0).optional();

/**
 * The run's journal: everything that happened, one event a line, in the order in which the harness learned it.
 * `tMs` is on the clock of the nodes (CLOCK_MONOTONIC of their host, ms); the harness converts its own times by the
 * offset it measured.
 */
export const runEventSchema = z.discriminatedUnion('type', [
  /** First line. */
  z.object({
    type: z.literal('run'),
    line,
    tMs: z.number(),
    schemaVersion: z.literal(1),
    runId: z.string(),
    startedAt: z.iso.datetime(),
    /** Of the resolved spec with its thresholds, section by section (spec-digests.ts). Absent before version 0.2. */
    spec: z.record(z.string(), z.string()).optional(),
    runtime: z.enum(runtimeKinds),
    /** Empty where a line `node` has all of them. */
    nodes: z.array(nodeId).max(mostNodes),
    /** All of them began as members that had joined and know each other: none reports the joining of others. */
    joined: z.literal(true).optional(),
    /** Harness clock − node clock, ms, and how far off that may be. */
    clockOffsetMs: z.number(),
    clockUncertaintyMs: z.number(),
  }),
  z.object({ type: z.literal('phase'), line, tMs: z.number(), phase: z.enum(phases) }),
  /** A node answered health (again), ended unasked (crashed), ended since the harness was silent for longer than its lease (abandoned), or was killed, stopped, paused or resumed by a fault. */
  z.object({
    type: z.literal('node'),
    line,
    tMs: z.number(),
    node: nodeId,
    /** So many, from `node` on, at once; absent: it alone. */
    nodes: nodeCount.optional(),
    change: z.enum(['up', 'crashed', 'abandoned', 'killed', 'stopped', 'paused', 'resumed']),
    incarnation: counted.optional(),
  }),
  /** Who a node is, where it is not of the reference: said at the start of each incarnation. */
  z.object({
    type: z.literal('implementation'),
    line,
    tMs: z.number(),
    node: nodeId,
    incarnation: counted,
    description: descriptionSchema,
  }),
  /** An event of a node's own journal. */
  z.object({ type: z.literal('event'), line, node: nodeId, event: nodeEventSchema }),
  /** The same of many events `receive`, of all nodes, at once: how a large simulated cluster's journal has them. */
  z.object({ type: z.literal('receipts'), line, receipts: receiptsSchema }),
  /** So many events of this node's journal were lost to overflow, in all. */
  z.object({ type: z.literal('journalLost'), line, tMs: z.number(), node: nodeId, lost: counted }),
  /** A client's write as the load generator saw it: when it was due, sent, answered. */
  z.object({
    type: z.literal('clientWrite'),
    line,
    /** Intended send time (open loop). */
    tMs: z.number(),
    sentMs: z.number(),
    answeredMs: z.number(),
    node: nodeId,
    key: z.string(),
    valueBytes: counted,
    /** Absent when refused or failed. */
    update: updateName.optional(),
    error: z.string().optional(),
    /** The node rejected the write for now (503). */
    isPushedBack: z.literal(true).optional(),
  }),
  /**
   * A reading of a node's counters; taken at every phase boundary and about once a second. With `nodes`, the sum over so many
   * nodes, from `node` on, and over all their incarnations.
   */
  z.object({
    type: z.literal('counters'),
    line,
    tMs: z.number(),
    node: nodeId,
    nodes: nodeCount.optional(),
    counters,
  }),
  /**
   * What nodes sent over the UDP side of all links together, and what became of it, since the links were opened: counted by the links, canaries
   * apart; taken at every phase boundary. Only of clusters whose links carry datagrams.
   */
  z.object({
    type: z.literal('datagrams'),
    line,
    tMs: z.number(),
    received: amount,
    forwarded: amount,
    dropped: z.object({ lost: amount, cut: amount, overflow: amount, unsent: amount }),
    duplicated: counted,
    corrupted: counted,
    foreign: counted,
    missed: counted.optional(),
  }),
  /**
   * What a node and each of its peers have exchanged since the links were there: IP packets, their bytes, and these without the headers of IP, TCP and
   * UDP; counted outside of the node. Taken at the end of the warm-up, of what the cost is taken over, and of the run. Only of transparent links.
   */
  z.object({
    type: z.literal('linkTraffic'),
    line,
    tMs: z.number(),
    node: nodeId,
    peers: z.array(z.object({ peer: nodeId, sent: bothTransports, received: bothTransports })).max(mostNodes),
  }),
  z.object({
    type: z.literal('resources'),
    line,
    tMs: z.number(),
    node: nodeId,
    cpuMs: z.number(),
    memoryBytes: z.number(),
  }),
  /** The harness and the machine, about once a second: totals since the run's start. */
  z.object({
    type: z.literal('harness'),
    line,
    tMs: z.number(),
    harnessCpuMs: z.number(),
    /** The date, ms since 1970: beside `tMs` it shows a machine that was suspended, or a clock that was set. */
    dateMs: z.number().optional(),
    /** Busy and total CPU time of the machine over all cores, ms (from /proc/stat); absent elsewhere than on Linux. */
    machineBusyMs: z.number().optional(),
    machineTotalMs: z.number().optional(),
  }),
  /** A fault (the base links' quality among them): asked, then what was confirmed and measured. */
  z.object({
    type: z.literal('fault'),
    line,
    tMs: z.number(),
    name: z.string(),
    stage: z.enum(['applied', 'healed']),
    asked: z.record(z.string(), z.unknown()),
    links: counted,
    /** The directed links that it touches: in each block all from a node of the one to another of the other. */
    linkBlocks: z.array(z.object({ from: z.array(nodeId), to: z.array(nodeId) })).optional(),
    /** The same as pairs from, to, in journals that were written before there were blocks. */
    linkPairs: z.array(z.tuple([nodeId, nodeId])).optional(),
    /** Of faults of nodes. */
    nodes: z.array(nodeId).max(mostNodes).optional(),
    /** Of a partition: its sides, and whether nothing may cross between them while it holds. */
    sides: z.array(z.array(nodeId)).optional(),
    separated: z.boolean().optional(),
    /** Pairs an apply with its heal. */
    occurrence: counted.optional(),
    /** How much later than due it began, ms. */
    latenessMs: z.number().optional(),
    confirmed: z.boolean(),
    reasons: z.array(z.string()),
    /**
     * First and last moment at which the change was acknowledged by what it touches. A fault is taken to hold everywhere from
     * `lastMs` of its application until its heal was due, `firstMs` − `latenessMs` of that.
     */
    firstMs: z.number(),
    lastMs: z.number(),
    measured: z.object({
      probes: counted,
      latencyMs: z.object({ p50: z.number(), p05: z.number(), p95: z.number() }).optional(),
      loss: z.object({ fraction: z.number(), low: z.number(), high: z.number() }).optional(),
      lossPer: z.enum(['connection', 'datagram']).optional(),
    }),
  }),
  /** A node's view at the end of the drain; with `nodes`, that of so many nodes from `node` on. */
  z.object({
    type: z.literal('view'),
    line,
    tMs: z.number(),
    node: nodeId,
    nodes: nodeCount.optional(),
    entries: counted,
    digest: z.string(),
  }),
  /** The same of all nodes at once, where they differ a lot. */
  z.object({ type: z.literal('views'), line, tMs: z.number(), views: packedViewsSchema }),
  /** Something the run wants its reader to know: a loss of the proxy, a retry, a disturbance. */
  z.object({ type: z.literal('note'), line, tMs: z.number(), code: z.string(), text: z.string() }),
  /** Last event of a run that ended in order; behind it stands the seal (seal.ts), which is no event. */
  z.object({
    type: z.literal('end'),
    line,
    tMs: z.number(),
    state: z.enum(['completed', 'failed', 'interrupted']),
    phase: z.enum(phases),
    /** Lines before this one. Absent before version 0.2. */
    lines: z.int().min(0).optional(),
    code: z.string().optional(),
    reason: z.string().optional(),
  }),
]);

export type RunEvent = z.output<typeof runEventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
