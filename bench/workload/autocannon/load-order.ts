import { z } from 'zod';

/** What the harness asks of the generator's process, as one line of JSON. Times are offsets from the begin, ms. */
export interface LoadOrder {
  readonly token: string;
  /** `host:port` of each node's control API, as the generator reaches it. */
  readonly targets: readonly string[];
  readonly writes: readonly OrderedWrite[];
}

export interface OrderedWrite {
  readonly atMs: number;
  /** Index in `targets`. */
  readonly target: number;
  readonly key: string;
  /** Absent: the key is deleted. */
  readonly valueBytes?: number;
}

/** What became of one write: `index` in the order's writes; times on CLOCK_MONOTONIC of the generator's host, ms. */
export const loadAnswerSchema = z.strictObject({
  index: z.int(),
  /** Handed to a connection, or to the queue for one: what comes after is the node's time. */
  sentMs: z.number(),
  answeredMs: z.number(),
  update: z.string().optional(),
  error: z.string().optional(),
  isPushedBack: z.literal(true).optional(),
});

export type LoadAnswer = z.output<typeof loadAnswerSchema>;

/** Reports of the generator's process, a line of JSON each: when the schedule began, answers as they come, the end. */
export const loadReportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('began'), atMs: z.number() }),
  z.strictObject({ kind: z.literal('answers'), answers: z.array(loadAnswerSchema) }),
  z.strictObject({ kind: z.literal('done') }),
]);

export type LoadReport = z.output<typeof loadReportSchema>;
