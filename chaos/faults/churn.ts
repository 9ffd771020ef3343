import { z } from 'zod';
import type { NodeId, Rng } from '../../nodes/protocol/types.js';

/** Nodes leave and join again at a rate; never more than half of the step's targets are away at once. */
export const churnSchema = z.strictObject({
  kind: z.literal('churn'),
  /** Nodes that leave, per second, on average (a Poisson process). */
  ratePerSecond: z.number().gt(0).max(100),
  /** How long each one stays away, ms. */
  downMs: z.number().min(1).max(3_600_000),
  /** True: they say goodbye (SIGTERM); false: they crash (SIGKILL). */
  graceful: z.boolean().default(true),
});

export type Churn = z.output<typeof churnSchema>;

/** One node is away from `startMs` to `endMs`, both from the churn's beginning. */
export interface Absence {
  readonly node: NodeId;
  readonly startMs: number;
  readonly endMs: number;
}

/** Who is away when, in the order of leaving; whoever is still away at the end comes back then. */
export function churnAbsences(
  { ratePerSecond, downMs }: Churn,
  nodes: readonly NodeId[],
  durationMs: number,
  rng: Rng,
): Absence[] {
  const absences: Absence[] = [];
  const gapMs = (): number => (-Math.log(1 - rng.float()) * 1000) / ratePerSecond;
  for (let atMs = Math.ceil(gapMs()); atMs < durationMs; atMs += Math.max(1, Math.round(gapMs()))) {
    const away = new Set(absences.filter(({ endMs }) => endMs > atMs).map(({ node }) => node));
    if (2 * (away.size + 1) > nodes.length) continue;
    const present = nodes.filter((node) => !away.has(node));
    const node = present[rng.below(present.length)]!;
    absences.push({ node, startMs: atMs, endMs: Math.min(durationMs, atMs + downMs) });
  }
  return absences;
}
