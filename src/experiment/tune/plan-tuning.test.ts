import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCost } from '../../../bench/search/tuning/cost.js';
import { parseThreshold } from '../../../bench/spec/thresholds.js';
import { planSizes } from './plan-sizes.js';
import { planTuning } from './plan-tuning.js';
import type { TuningInput } from './tuning-input.js';

const inputOf = (change: Partial<TuningInput>): TuningInput => ({
  document: undefined,
  overrides: [],
  nodes: [],
  parameters: ['fanout=1..3'],
  slos: [{ threshold: parseThreshold('fullDisseminationMs.p99<1h'), reserve: 0.1 }],
  costs: [parseCost('bytes')],
  under: ['none'],
  budget: {},
  ...change,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function scenario(name: string, nodes: number, steps: string): Promise<string> {
  const path = join(folder, `${name}.yaml`);
  await writeFile(
    path,
    `name: ${name}\ncluster: { nodes: ${nodes} }\nchaos:\n  window: 5s\n  steps:\n${steps}`,
  );
  return path;
}

describe('a plan', () => {
  it('has the same number of nodes in every scenario, whatever its file says', async () => {
    const under = [
      'none',
      await scenario('large', 20, '    - { name: kill, at: 0s, fault: kill, targets: random }\n'),
    ];
    const { present, question } = await planTuning(inputOf({ under }), undefined);
    expect(question.scenarios.map(({ spec }) => spec.cluster.nodes)).toEqual([
      present.cluster.nodes,
      present.cluster.nodes,
    ]);
  });

  it('samples a large space at every level of every parameter', async () => {
    // The present interval, for which nobody asked, is the first of four levels of the last parameter, and the space is a multiple of that.
    const parameters = ['fanout=1..8', 'stop-k=1..16', 'max-suspicion-multiplier=1..16', 'interval=1s,2s,4s'];
    const plan = await planTuning(inputOf({ parameters }), 10);
    expect([plan.settings, plan.contradictory, plan.ruledOut]).toEqual([8 * 16 * 16 * 3, 0, 0]);
    const contradictory = ['probe-timeout=500ms,2s', ...parameters];
    const estimate = await planTuning(inputOf({ parameters: contradictory }), 10);
    expect(estimate.settings).toBe(2 * plan.settings);
    expect(estimate.contradictory / estimate.settings).toBeCloseTo(0.5, 1);
  });

  it('of a cluster of two has the one fanout that there is', async () => {
    const { settings, contradictory, question } = await planTuning(
      inputOf({ parameters: ['fanout=1..6'] }),
      2,
    );
    expect([settings, contradictory]).toEqual([6, 5]);
    expect([0, 1].map((level) => question.space.admits([level]))).toEqual([true, false]);
  });

  it('is refused where a repetition of the proof alone draws faults that contradict each other', async () => {
    const steps = ['kill', 'pause'].map(
      (fault) => `    - { name: ${fault}, at: 1s, fault: ${fault}, targets: random }\n`,
    );
    const input = inputOf({ under: [await scenario('both', 10, steps.join(''))] });
    const seeds = Array.from({ length: 100 }, (_, i) => i + 1);
    const plans = await Promise.allSettled(seeds.map((seed) => planTuning(input, 10, seed)));
    const seed = seeds.find((_, i) => plans[i]!.status === 'fulfilled');
    await expect(planTuning(input, 10, seed, 100)).rejects.toThrow(/of a repetition, chaos\.steps/);
  });

  it('of several sizes is made with one seed', async () => {
    const plans = await planSizes(inputOf({ nodes: [5, 10] }), 3);
    expect(plans.map(({ present }) => present.cluster.nodes)).toEqual([5, 10]);
    expect(plans[0]!.present.seed).toBe(plans[1]!.present.seed);
  });
});
