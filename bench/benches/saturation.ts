import type { Runtime } from '../../nodes/runtime/cluster.js';
import { loadPoint } from '../search/load/load-point.js';
import { searchSaturation } from '../search/load/search.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import { repetitionSeed } from '../spec/repetition-seed.js';
import type { Spec } from '../spec/spec.js';
import { benchRuntime } from './cluster-start.js';
import { comparisonTable } from './comparison-table.js';
import { runSpec } from './run-spec.js';
import { sideBySide } from './side-by-side.js';

const repetitions = 3;
const boundMs = 2_000;
/** Rumors alone, as the textbooks have push-pull, against digests under load. */
const variants = [
  { name: 'rumors alone', compareFrom: '0B' },
  { name: 'digests under load', compareFrom: '4KiB' },
];

/**
 * The saturation point of ten docker nodes, push-pull, fanout 3, every 100 ms, 128 bytes: with rumors alone, and with digests
 * under load. Six searches, in turns: about half an hour.
 */
export async function benchSaturation(): Promise<void> {
  const runtime = benchRuntime('docker');
  const overheads = new Map(variants.map(({ name }) => [name, [] as number[]]));
  const measured = await sideBySide(
    variants.map(({ name, compareFrom }, i) => ({
      name,
      measure: async () => {
        const found = await saturationOf(runtime, specOf(compareFrom), i);
        overheads.get(name)!.push(found.byteOverhead);
        return found.ratePerSecond;
      },
    })),
    repetitions,
    (round) => console.error(`searches ${round + 1} of ${repetitions}`),
  );
  console.log(comparisonTable('saturation point', 'updates/s', measured));
  const bytes = variants.map(({ name }) => ({ name, values: overheads.get(name)! }));
  console.log(`${comparisonTable('byte overhead there', 'times', bytes)}\n`);
}

/** The largest load that was carried, and what it cost; NaN where none was. */
async function saturationOf(runtime: Runtime, spec: Spec, series: number) {
  const search = searchSaturation({ fromPerSecond: 500, toPerSecond: 20_000, confirmations: 1 });
  const costs = new Map<number, number>();
  let count = 0;
  let step = search.next();
  while (!step.done) {
    const askedPerSecond = step.value.ratePerSecond;
    const seed = repetitionSeed(spec.seed + series, count);
    const workload = { ...spec.workload, ratePerSecond: askedPerSecond };
    const runId = `bench-saturation-${series}-${count}`;
    const { metrics } = await runSpec(runtime, { ...spec, seed, workload }, runId);
    const verdict = { status: 'pass' as const, reasons: [] };
    const given = { runId, state: 'completed' as const, metrics, verdict };
    const point = loadPoint(given, step.value.role, { askedPerSecond, boundMs });
    if (point?.byteOverhead !== undefined) costs.set(askedPerSecond, point.byteOverhead);
    count += 1;
    step = search.next(point?.carried ?? false);
  }
  const ratePerSecond = step.value.saturationPerSecond ?? Number.NaN;
  return { ratePerSecond, byteOverhead: costs.get(ratePerSecond) ?? Number.NaN };
}

const specOf = (compareFrom: string): Spec =>
  resolveSpec(
    parseSpecYaml(
      `
seed: 1
cluster: { nodes: 10 }
protocol: { mode: push-pull, fanout: 3, interval: 100ms, compareFrom: ${compareFrom} }
workload: { updates: 0, rate: 1/s, payload: 128B, generator: autocannon }
phases: { rampUp: 10s, duration: 5s, idle: 0s }
`,
      'bench saturation',
    ),
  );
