import Table from 'cli-table3';
import { linearRegression, median, quantile } from 'simple-statistics';
import { type Mode, modes } from '../../nodes/protocol/node/config.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import type { Spec } from '../spec/spec.js';
import { benchRuntime } from './cluster-start.js';
import { runSpec } from './run-spec.js';

const sizes = [10, 25, 50];
const repetitions = 5;
/** One for all sizes, at which 50 nodes do not fill two cores. */
const interval = '500ms';
/** Writes on both sides, few enough not to be what is measured. */
const rate = 10;

/** Of each size, the rounds from heal to convergence; NaN where a run did not converge or did not measure it. */
type BySize = ReadonlyMap<number, number[]>;

/**
 * How long after the heal of two halves all is everywhere, as multiples of the gossip interval, for each mode and three sizes:
 * it should grow like log N. 60 runs, interleaved: about half an hour.
 */
export async function benchRecovery(): Promise<void> {
  const runtime = benchRuntime('docker');
  const rounds = new Map(modes.map((mode) => [mode, new Map(sizes.map((size) => [size, [] as number[]]))]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const size of sizes) {
      for (const mode of modes) {
        rounds
          .get(mode)!
          .get(size)!
          .push(await roundsToConverge(runtime, mode, size, repetition));
        console.error(`repetition ${repetition + 1} of ${repetitions}: ${mode}, ${size} nodes, done`);
      }
    }
  }
  console.log(`${recoveryTable(rounds)}\n`);
}

async function roundsToConverge(runtime: Runtime, mode: Mode, size: number, seed: number): Promise<number> {
  const spec = halvesSpec(mode, size, seed);
  const { metrics } = await runSpec(runtime, spec, `bench-${mode}-${size}-${seed}`);
  const healed = metrics.recovery?.convergenceAfterHealMs;
  return typeof healed === 'number' ? healed / spec.protocol.intervalMs : Number.NaN;
}

/** As the scenario partition-halves, with less around it: what is measured begins with the heal. */
function halvesSpec(mode: Mode, size: number, seed: number): Spec {
  const text = `
seed: ${seed}
cluster: { nodes: ${size} }
protocol: { mode: ${mode}, fanout: 3, interval: ${interval} }
workload: { updates: 1, rate: ${rate}/s }
phases: { duration: 0s, idle: 0s }
chaos:
  window: 6s
  recovery: 20s
  steps:
    - { name: split, at: 500ms, for: 5s, fault: { kind: partition, shape: halves, mode: drop } }
`;
  return resolveSpec(parseSpecYaml(text, 'bench recovery'));
}

function recoveryTable(rounds: ReadonlyMap<Mode, BySize>): string {
  const table = new Table({
    head: ['rounds from heal to convergence', ...sizes.map((size) => `${size} nodes`), 'more per doubling'],
    style: { head: [], border: [] },
    colAligns: ['left', ...sizes.map(() => 'right' as const), 'right'],
  });
  for (const [mode, bySize] of rounds) {
    table.push([mode, ...[...bySize.values()].map(cell), perDoubling(bySize).toFixed(2)]);
  }
  return table.toString();
}

/** Median, quartiles, and how many runs they are of. */
function cell(values: readonly number[]): string {
  const converged = values.filter((value) => !Number.isNaN(value));
  if (converged.length === 0) return `none of ${values.length} converged`;
  const [low, middle, high] = [quantile(converged, 0.25), median(converged), quantile(converged, 0.75)];
  return `${middle.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)}; ${converged.length} of ${values.length})`;
}

/** The slope of a least-squares line over log2 of the size. */
function perDoubling(bySize: BySize): number {
  const points = [...bySize].flatMap(([size, values]) =>
    values.filter((value) => !Number.isNaN(value)).map((value) => [Math.log2(size), value]),
  );
  return linearRegression(points).m;
}
