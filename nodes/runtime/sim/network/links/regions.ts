import { z } from 'zod';
import { CodedError } from '../../../../coded-error.js';
import type { Distance } from './distance.js';

/** Where nodes are, and how far apart the places are, one way. */
export const regionsSchema = z.strictObject({
  names: z
    .array(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, {
        error: 'expected lower-case letters, digits and dashes, at most 32',
      }),
    )
    .min(1)
    .max(64),
  /** Of the nodes, in the order of the names; absent: nodes go round the regions in turn. */
  shares: z.array(z.number().min(0).max(1)).optional(),
  /** By sender's and receiver's region. What is given one way only holds for both. */
  latencyMs: z.record(z.string(), z.record(z.string(), z.number().min(0).max(60_000))),
});
export type Regions = z.output<typeof regionsSchema>;

/** The number of each node's region. By shares, neighbouring numbers are neighbours: the first region has the first nodes. */
export function regionOfNodes({ names, shares }: Regions, nodes: number): Int32Array {
  if (shares === undefined) return Int32Array.from({ length: nodes }, (_, node) => node % names.length);
  const regionOf = new Int32Array(nodes).fill(names.length - 1);
  let upTo = 0;
  let begin = 0;
  for (const [region, share] of shares.entries()) {
    upTo += share;
    const end = Math.round(upTo * nodes);
    regionOf.fill(region, begin, end);
    begin = end;
  }
  return regionOf;
}

/** From one region to another, ms; within a region 0 where nothing is given; undefined: nobody said. */
export function regionLatencyMs({ latencyMs }: Regions, from: string, to: string): number | undefined {
  return latencyMs[from]?.[to] ?? latencyMs[to]?.[from] ?? (from === to ? 0 : undefined);
}

/** The two regions that are farthest apart, ms. */
export function farthestMs(regions: Regions): number {
  const { names } = regions;
  return Math.max(...names.flatMap((from) => names.map((to) => regionLatencyMs(regions, from, to) ?? 0)));
}

/** @throws CodedError USAGE where a pair of regions has no latency */
export function regionDistance(regions: Regions, nodes: number): Distance {
  const { names } = regions;
  const regionOf = regionOfNodes(regions, nodes);
  const between = Float64Array.from(names.flatMap((from) => names.map((to) => known(regions, from, to))));
  return { ms: (from, to) => between[regionOf[from]! * names.length + regionOf[to]!]! };
}

function known(regions: Regions, from: string, to: string): number {
  const ms = regionLatencyMs(regions, from, to);
  if (ms !== undefined) return ms;
  throw new CodedError('USAGE', `there is no latency from region ${from} to region ${to}`, {
    remedy: 'Give one for each pair of regions, in either direction.',
  });
}
