import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { arrivalsOf } from './arrivals.js';
import { type Workload, workloadSchema } from './workload.js';
import { WritePlanner } from './write-planner.js';

const everySecond = Array.from({ length: 1_000 }, (_, i) => i);
const planOf = (workload: object, arrivals = everySecond) =>
  new WritePlanner(workloadSchema.parse(workload), 65_536, 9).plan(arrivals);

const workloads: fc.Arbitrary<Workload> = fc
  .record({
    arrivals: fc.constantFrom('poisson', 'steady', 'bursts', 'ramp'),
    writer: fc.constantFrom('random', 'round-robin', 'one'),
    keys: fc.constantFrom('distinct', 'uniform', 'zipf'),
    payloadSizes: fc.constantFrom('fixed', 'uniform', 'lognormal'),
    payloadSpread: fc.double({ min: 0, max: 1, noNaN: true }),
    ratePerSecond: fc.integer({ min: 1, max: 300 }),
    rampFromPerSecond: fc.integer({ min: 0, max: 300 }),
    burstEveryMs: fc.integer({ min: 1, max: 900 }),
    deletions: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((fields) => workloadSchema.parse(fields));

describe('planned writes', () => {
  it('are the same for the same workload and seed, are due in order within the phase, and fit a message', () => {
    fc.assert(
      fc.property(workloads, fc.nat(), (workload, seed) => {
        const plan = () =>
          new WritePlanner(workload, 1_024, seed).plan(arrivalsOf(workload, 2_000, createRng(seed)));
        const writes = plan();
        expect(plan()).toEqual(writes);
        for (const [i, { atMs, valueBytes }] of writes.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(writes[i - 1]?.atMs ?? 0);
          expect(atMs).toBeLessThan(2_000);
          expect(valueBytes ?? 0).toBeLessThanOrEqual(768);
        }
      }),
    );
  });

  it('go to one node, to each in turn, or to any', () => {
    const nodesOf = (writer: string) => planOf({ writer }).map(({ turn }) => turn % 4);
    expect(new Set(nodesOf('one'))).toEqual(new Set([0]));
    expect(nodesOf('round-robin').slice(0, 6)).toEqual([0, 1, 2, 3, 0, 1]);
    const random = nodesOf('random');
    for (const node of [0, 1, 2, 3]) {
      expect(Math.abs(random.filter((one) => one === node).length - 250)).toBeLessThan(70);
    }
  });

  it('delete in the share that was asked for, and only keys that were written', () => {
    const written = new Set<string>();
    let deletions = 0;
    for (const { key, valueBytes } of planOf({ deletions: 0.2 })) {
      if (valueBytes === undefined) {
        deletions += 1;
        expect(written).toContain(key);
      } else written.add(key);
    }
    expect(Math.abs(deletions - 200)).toBeLessThan(65);
  });

  it('of a second phase go on with new keys', () => {
    const planner = new WritePlanner(workloadSchema.parse({}), 65_536, 1);
    const keys = [...planner.plan([0, 1]), ...planner.plan([0, 1])].map(({ key }) => key);
    expect(keys).toEqual(['k1', 'k2', 'k3', 'k4']);
  });
});
