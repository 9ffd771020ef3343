import { z } from 'zod';
import { type AttackKind, attackKinds } from '../../nodes/contract/attack-plan.js';
import type { Rng } from '../../nodes/protocol/types.js';

/** What a malicious node does: whatever one can be told to do. */
export const attacks = attackKinds;
export type Attack = AttackKind;

/** A node attacks the others, beside its ordinary work. */
export const maliciousSchema = z.strictObject({
  kind: z.literal('malicious'),
  attacks: z
    .array(z.enum(attacks))
    .min(1)
    .default([...attacks]),
  /** Attacks per second, each of a kind that is drawn. */
  ratePerSecond: z.number().gt(0).max(1_000).default(10),
  /** Frames in one flood. */
  floodFrames: z.int().min(2).max(10_000).default(100),
});

export type Malicious = z.output<typeof maliciousSchema>;

export interface PlannedAttack {
  /** From the fault's beginning, ms. */
  readonly atMs: number;
  readonly attack: Attack;
  readonly frames: number;
}

/** The attacks of one node over `durationMs`, evenly spaced; the first ones go through all kinds once. */
export function attackPlan(
  { attacks: kinds, ratePerSecond, floodFrames }: Malicious,
  durationMs: number,
  rng: Rng,
): PlannedAttack[] {
  const count = Math.floor((durationMs * ratePerSecond) / 1000);
  return Array.from({ length: count }, (_, index) => {
    const attack = kinds[index] ?? kinds[rng.below(kinds.length)]!;
    return { atMs: (index * 1000) / ratePerSecond, attack, frames: attack === 'flood' ? floodFrames : 1 };
  });
}
