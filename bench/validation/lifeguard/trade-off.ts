import { median, sum } from 'simple-statistics';
import { never } from '../../result/result.js';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import { repetitionSeed } from '../../spec/repetition-seed.js';
import type { Spec } from '../../spec/spec.js';
import { simulateAll } from '../in-threads.js';

/** What Lifeguard's table VII varies: the suspicion time-out is α log n at least and β times that at most. */
const alphas = [2, 4, 5] as const;
const betas = [2, 4, 6] as const;

export interface TradeOff {
  readonly alpha: number;
  readonly beta: number;
  /** Median over crashes among sound nodes, ms. */
  readonly firstDetectionMs: number;
  /** In all runs over bad links. */
  readonly falsePositives: number;
}

export interface LifeguardSetting {
  readonly nodes: number;
  /** Runs of each pair, of each kind. */
  readonly runs: number;
}

const crashes = [5, 12, 19, 26, 33, 40];

/** Six nodes crash, one after the other; nothing else is wrong. */
const crashing = `  window: 60s
  recovery: 1s
  steps:
${crashes.map((at) => `    - { name: crash-${at}, at: ${at}s, fault: kill, targets: random }`).join('\n')}`;

/** Half of all messages are lost: probes fail, and a refutation may come too late. */
const lossy = `  window: 60s
  recovery: 1s
  steps:
    - { name: loss, at: 0s, fault: { kind: linkQuality, loss: 50% } }`;

const specOf = (nodes: number, seed: number, [alpha, beta]: readonly [number, number], chaos: string): Spec =>
  resolveSpec(
    parseSpecYaml(
      `
seed: ${seed}
runtime: sim
cluster: { nodes: ${nodes} }
protocol:
  { mode: push, interval: 1s, repairInterval: 0s, detector: swim, suspicionMultiplier: ${alpha}, maxSuspicionMultiplier: ${beta} }
workload: { updates: 1, rate: 0/s }
phases: { idle: 0s }
chaos:
${chaos}
`,
      'validation',
    ),
  );

/** How fast, and how often in error, a failure is found out, for each α and β. */
export async function tradeOffs({ nodes, runs }: LifeguardSetting): Promise<TradeOff[]> {
  const pairs = alphas.flatMap((alpha) => betas.map((beta) => ({ alpha, beta })));
  const specs = pairs.flatMap(({ alpha, beta }) =>
    [crashing, lossy].flatMap((chaos) =>
      Array.from({ length: runs }, (_, run) => specOf(nodes, repetitionSeed(7, run), [alpha, beta], chaos)),
    ),
  );
  const metrics = await simulateAll(specs);
  return pairs.map((pair, i) => {
    const own = metrics.slice(2 * runs * i, 2 * runs * (i + 1));
    const detections = own.slice(0, runs).map(({ detection }) => detection?.firstDetectionMs?.p50 ?? never);
    return {
      ...pair,
      firstDetectionMs: median(detections.map((ms) => (ms === never ? Number.POSITIVE_INFINITY : ms))),
      falsePositives: sum(own.slice(runs).map(({ detection }) => detection?.falsePositives ?? 0)),
    };
  });
}
