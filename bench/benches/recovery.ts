import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Table from 'cli-table3';
import { linearRegression } from 'simple-statistics';
import { packageRoot } from '../../nodes/package-root.js';
import { type Mode, modes } from '../../nodes/protocol/config.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import type { Spec } from '../spec.js';
import { parseSpecYaml } from '../spec-input/document.js';
import { resolveSpec } from '../spec-input/resolve.js';
import { benchRuntime } from './cluster-start.js';
import { runSpec } from './run-spec.js';
import { median, quantile } from './side-by-side.js';

const sizes = [10, 25, 50];
const repetitions = 5;
/** One for all sizes, at which 50 nodes do not fill two cores. */
const interval = '500ms';
/** Writes on both sides, few enough not to be what is measured. */
const rate = 10;

/** Of each size, the rounds from heal to convergence; NaN where a run did not converge or could not tell. */
type BySize = ReadonlyMap<number, number[]>;

/**
 * How long after the heal of two halves all is everywhere, as multiples of the gossip interval, for each mode and three sizes:
 * it should grow like log N. Takes about 50 minutes: 60 runs, interleaved.
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
  const spec = await halvesSpec(mode, size, seed);
  const { metrics } = await runSpec(runtime, spec, `bench-${mode}-${size}-${seed}`);
  const healed = metrics.recovery?.convergenceAfterHealMs;
  return typeof healed === 'number' ? healed / spec.protocol.intervalMs : Number.NaN;
}

async function halvesSpec(mode: Mode, size: number, seed: number): Promise<Spec> {
  const path = join(packageRoot(), 'chaos', 'scenarios', 'partition-halves.yaml');
  const set = (field: string, value: unknown) => ({ path: field.split('.'), value, label: 'bench recovery' });
  return resolveSpec(parseSpecYaml(await readFile(path, 'utf8'), path), [
    set('seed', seed),
    set('cluster.nodes', size),
    set('protocol.mode', mode),
    set('protocol.interval', interval),
    set('workload.rate', rate),
  ]);
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
