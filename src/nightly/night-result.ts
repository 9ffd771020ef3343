import { z } from 'zod';
import { verdictSchema } from '../../bench/result/result.js';
import { historyRecordSchema } from '../store/history/record.js';

const nightRunSchema = z.strictObject({
  runId: z.string(),
  /** Its folder. */
  path: z.string(),
  part: historyRecordSchema.shape.part,
  status: verdictSchema.shape.status,
  /** The first reason of its verdict, where it is no pass. */
  reason: z.string().optional(),
});

const change = z.strictObject({ before: z.string(), after: z.string() });

const figureValue = z.union([z.number(), z.string()]);

/** A figure that is worse, or better, since when, and by how much. */
const changedFigureSchema = z.strictObject({
  entry: z.string(),
  metric: z.string(),
  label: z.string(),
  unit: z.string(),
  rule: z.enum(['jump', 'changePoint', 'baseline']),
  /** How much worse, or better, as a factor of at least 1; absent where there is no ratio: one of the two is 0, or beyond the deadline. */
  factor: z.number().optional(),
  /** Medians of the runs at the level before, and of tonight's; the text of what is beyond the deadline. */
  before: figureValue,
  after: figureValue,
  /** The first night at the new level. */
  since: z.strictObject({ night: z.string(), time: z.string(), commit: z.string().optional() }),
  /** What that night was measured with and the one before was not. */
  changed: z
    .strictObject({
      commit: change.optional(),
      flags: change.optional(),
      versions: change.optional(),
    })
    .optional(),
});

const regressionSchema = changedFigureSchema.extend({ confirmed: z.boolean() });

/** nights/<night>.json, and what `nightly` prints with `--json`. */
export const nightResultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('night'),
  night: z.string(),
  suite: z.string(),
  overrides: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  machine: z.string(),
  commit: z.string().optional(),
  verdict: verdictSchema,
  /** Confirmed by runs that were made again. */
  regressions: z.array(regressionSchema),
  /** Suspicions that those runs did not confirm. */
  dismissed: z.array(regressionSchema),
  /** Figures that got better, by the rules of regressions; they are not run again. None in nights of earlier versions. */
  improvements: z.array(changedFigureSchema).default([]),
  entries: z.array(
    z.strictObject({
      name: z.string(),
      runs: z.array(nightRunSchema),
      /** Median over the undisturbed runs, by figure. */
      medians: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
});

export type NightResult = z.output<typeof nightResultSchema>;
export type NightRun = z.output<typeof nightRunSchema>;
export type ChangedFigure = z.output<typeof changedFigureSchema>;
export type Regression = z.output<typeof regressionSchema>;
