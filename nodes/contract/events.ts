import { z } from 'zod';

/**
 * The journal of a node, one event a line (NDJSON). `tMs` is CLOCK_MONOTONIC in milliseconds with fraction;
 * `seq` counts from 1 without gaps, so a reader sees what it missed. An update is named `origin.incarnation.seq`.
 */
const base = { seq: z.int().min(1), tMs: z.number() };
/** `origin.incarnation.seq`, each a whole number that is told exactly. */
export const updateName = z.string().regex(/^\d{1,15}\.\d{1,15}\.\d{1,15}$/);

export const nodeEventSchema = z.discriminatedUnion('type', [
  /** A client's write was accepted: t0(u). `bytes` is key plus value. */
  z.object({
    ...base,
    type: z.literal('write'),
    update: updateName,
    key: z.string(),
    bytes: z.int(),
    deleted: z.boolean().optional(),
    /** Lamport clock of the write: with the update's name it makes its version, by which a reader can check the order. */
    clock: z.int().optional(),
  }),
  /** First receipt, applied: t_i(u). `hops` ≥ 1. */
  z.object({
    ...base,
    type: z.literal('receive'),
    update: updateName,
    /** Absent where the node does not report it. */
    from: z.int().optional(),
    hops: z.int().optional(),
    via: z.enum(['rumor', 'repair']),
  }),
  /** Updates of one life, `fromSeq..toSeq`, that newer writes had superseded before they arrived: held from now on. */
  z.object({
    ...base,
    type: z.literal('supersede'),
    origin: z.int(),
    incarnation: z.int(),
    fromSeq: z.int(),
    toSeq: z.int(),
    from: z.int(),
  }),
  /** Only on request (`duplicates=true`): a copy of an update that was held. */
  z.object({ ...base, type: z.literal('duplicate'), update: updateName, from: z.int() }),
  /** This node's view of a member changed. */
  z.object({
    ...base,
    type: z.literal('member'),
    member: z.int(),
    incarnation: z.int(),
    change: z.enum(['joined', 'suspected', 'failed', 'recovered', 'left']),
  }),
  z.object({ ...base, type: z.literal('terminated'), reason: z.enum(['rounds', 'time']) }),
]);

export type NodeEvent = z.output<typeof nodeEventSchema>;

/** `GET /journal?from=SEQ`: events with seq ≥ from; `lost` counts those that overflowed before they were read. */
export interface JournalBatch {
  readonly events: readonly NodeEvent[];
  /** First sequence number not in this batch: ask from here next. */
  readonly next: number;
  /** Total events lost to overflow since the node started. */
  readonly lost: number;
}
