import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import { parseThreshold } from '../../spec/thresholds.js';
import { parseCost } from '../tuning/cost.js';
import { parseParameter } from '../tuning/parameter.js';
import { writtenOf } from '../tuning/space.js';
import { verdictOf } from '../tuning/standing.js';
import { type Exploration, explore } from './explore.js';
import type { Question } from './question.js';
import { SimulationPool } from './simulation-pool.js';

const specOf = (chaos = '') =>
  resolveSpec(
    parseSpecYaml(
      `
seed: 11
runtime: sim
cluster: { nodes: 10 }
protocol: { detector: none }
workload: { updates: 0, rate: 40/s }
phases: { duration: 3s, idle: 0s }
${chaos}
`,
      'test',
    ),
  );
const lossy = 'chaos: { window: 3s, steps: [{ at: 0s, fault: { kind: linkQuality, loss: 20% } }] }';
const spec = specOf();
const question: Question = {
  space: {
    parameters: ['fanout=1..4', 'interval=100ms,200ms,400ms,800ms'].map((text) =>
      parseParameter(text, spec.protocol),
    ),
    admits: () => true,
  },
  scenarios: [
    { name: 'none', spec },
    { name: 'lossy', spec: specOf(lossy) },
  ],
  slos: [{ threshold: parseThreshold('fullDisseminationMs.p99<1s'), reserve: 0.1 }],
  costs: [parseCost('bytes')],
  seed: 5,
};

let pool: SimulationPool;
beforeAll(() => {
  pool = new SimulationPool(2);
});
afterAll(() => pool.close());

const exploreWith = (over: SimulationPool, budget = 64): Promise<Exploration> =>
  explore(question, {
    pool: over,
    budget: { evaluations: budget },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

describe('a search in simulations', () => {
  it('has the same answer with one thread and with two, and keeps its promise beyond the reserve', async () => {
    const single = new SimulationPool(1);
    try {
      const [two, one] = [await exploreWith(pool, 128), await exploreWith(single, 128)];
      expect(two.search.standings()).toEqual(one.search.standings());
      const best = two.search.best()!;
      expect(verdictOf(best)).toBe('kept');
      for (const { measured } of best.promises) expect(Math.max(...measured.map(Number))).toBeLessThan(1_000);
      expect(Number(writtenOf(question.space, best.setting).fanout)).toBeLessThanOrEqual(3);
    } finally {
      await single.close();
    }
  });

  it('measures a scenario while its faults are on: it is slower there', async () => {
    const { search } = await exploreWith(pool);
    const best = search.best()!;
    const [none, underLoss] = [0, 1].map(
      (scenario) => best.promises.find((one) => one.scenario === scenario)!,
    );
    expect(underLoss!.excess).toBeGreaterThan(none!.excess);
  });

  it('spends no more than its budget', async () => {
    expect((await exploreWith(pool, 17)).evaluations).toBe(17);
  });

  it('ends at once when it is told to, with what it knows', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const { evaluations, search } = await explore(question, {
      pool,
      budget: {},
      onProgress: (progress) => {
        told.push(progress.evaluations);
        controller.abort();
      },
      signal: controller.signal,
    });
    expect(told).toEqual([evaluations]);
    expect(search.standings().length).toBeGreaterThan(0);
  });

  it('refuses a cost that no simulation measures', async () => {
    const costs = [parseCost('resources.memoryMiB.max')];
    const asked = explore(
      { ...question, costs },
      { pool, budget: {}, onProgress: () => undefined, signal: new AbortController().signal },
    );
    await expect(asked).rejects.toThrow(
      /--cost 'resources.memoryMiB.max': a simulation does not measure it in every scenario/,
    );
  });
});
