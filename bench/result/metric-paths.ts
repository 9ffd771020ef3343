import { z } from 'zod';
import { type Metrics, metricsSchema } from './result.js';

/** What a figure is counted in, and with it the units that a threshold on it may bear. */
export type MetricKind = 'time' | 'bytes' | 'mebibytes' | 'share' | 'plain';

export interface MetricPath {
  /** As users write it: `fullDisseminationMs.p99`. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly kind: MetricKind;
}

/** Every figure that a threshold can name, read off the schema of `metrics`. */
export const metricPaths: ReadonlyMap<string, MetricPath> = new Map(
  leaves(metricsSchema, []).map((keys) => {
    const name = keys.join('.');
    return [name, { name, keys, kind: kindOf(keys) }];
  }),
);

/** The figure's value; undefined where the run could not measure it. */
export function metricAt(metrics: Metrics, { keys }: MetricPath): number | string | undefined {
  let value: unknown = metrics;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** The paths of all numbers, and of numbers that may be beyond the deadline. */
function leaves(schema: z.core.$ZodType, keys: readonly string[]): string[][] {
  if (schema instanceof z.ZodOptional) return leaves(schema.unwrap(), keys);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => leaves(field, [...keys, key]));
  }
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) {
    return schema.keyType.options.flatMap((key) => leaves(schema.valueType, [...keys, String(key)]));
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.some((option) => option instanceof z.ZodNumber) ? [[...keys]] : [];
  }
  return schema instanceof z.ZodNumber ? [[...keys]] : [];
}

function kindOf(keys: readonly string[]): MetricKind {
  if (keys.at(-1) === 'count') return 'plain';
  if (keys.some((key) => key.endsWith('Ms'))) return 'time';
  if (keys.some((key) => /bytes(Per|$)/i.test(key))) return 'bytes';
  if (keys.some((key) => key.endsWith('MiB'))) return 'mebibytes';
  return keys.some((key) => /^(reach|residue)/.test(key)) ? 'share' : 'plain';
}
