import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { runtimeKinds } from '../../../nodes/runtime/runtime-kind.js';

/** One figure of one run: a line of the history. */
export const historyRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** When the run began. */
  time: z.iso.datetime(),
  night: z.string(),
  suite: z.string(),
  entry: z.string(),
  /** Hash of the entry as the suite writes it: another definition is another series. */
  definition: z.string(),
  /** The night's own runs, or those that were made again to confirm what they showed. */
  part: z.enum(['night', 'confirmation']),
  runtime: z.enum(runtimeKinds),
  /** Hash of processor, cores and memory; figures of different machines are never compared. */
  machine: z.string(),
  /** Of the working directory; absent where it is no repository. */
  commit: z.string().optional(),
  /** Flags that won over the suite, as `--interval 400ms`; empty where there were none. */
  overrides: z.string(),
  /** Program, Node.js, engine and proxy, as `name version` each; absent in records of version 0.1. */
  versions: z.string().optional(),
  runId: z.string(),
  /** The run's verdict: a disturbed run's figures are kept, and not judged. */
  status: z.enum(['pass', 'fail', 'unknown']),
  /** Dotted path under `metrics` of result.json. */
  metric: z.string(),
  value: z.union([z.number(), z.string()]),
});

export type HistoryRecord = z.output<typeof historyRecordSchema>;

const sumOf = (json: string): string => crc32(json).toString(16).padStart(8, '0');
const withSum = /^(.*),"crc":"([0-9a-f]{8})"\}$/;

/** A line without its end: JSON whose last field is the CRC-32 of the rest, so that a digit that changed is seen. */
export function encodeRecord(record: HistoryRecord): string {
  const json = JSON.stringify(record);
  return `${json.slice(0, -1)},"crc":"${sumOf(json)}"}`;
}

/** A record, or why the line is none, in words. */
export function decodeRecord(line: string): HistoryRecord | string {
  const [, head, sum] = withSum.exec(line) ?? [];
  if (head === undefined) return 'torn: the line has no check sum at its end';
  const json = `${head}}`;
  if (sumOf(json) !== sum) return 'damaged: the check sum does not match';
  const value = parsedJson(json);
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(value).data?.schemaVersion;
  const current = historyRecordSchema.shape.schemaVersion.value;
  if (version !== current) return `of schemaVersion ${version}; this program reads ${current}`;
  const parsed = historyRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/** The check sum of what is no JSON may be right all the same. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
