import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { attackPlan, attacks, maliciousSchema } from './malicious.js';

const fault = maliciousSchema.parse({ kind: 'malicious', ratePerSecond: 5, floodFrames: 40 });

describe('a malicious node', () => {
  it('attacks at its rate, in every way, within its time', () => {
    const plan = attackPlan(fault, 10_000, createRng(1));
    expect(plan).toHaveLength(50);
    expect(new Set(plan.map(({ attack }) => attack))).toEqual(new Set(attacks));
    expect(plan.every(({ atMs }, i) => atMs < 10_000 && atMs >= (plan[i - 1]?.atMs ?? 0))).toBe(true);
  });

  it('floods by many frames, and does the rest one by one', () => {
    for (const { attack, frames } of attackPlan(fault, 10_000, createRng(2))) {
      expect(frames).toBe(attack === 'flood' ? 40 : 1);
    }
  });

  it('does only what it is told', () => {
    const forger = maliciousSchema.parse({ kind: 'malicious', attacks: ['forge'] });
    const plan = attackPlan(forger, 3_000, createRng(3));
    expect(new Set(plan.map(({ attack }) => attack))).toEqual(new Set(['forge']));
    expect(plan).toEqual(attackPlan(forger, 3_000, createRng(3)));
  });
});
