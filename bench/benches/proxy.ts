import type { Runtime } from '../../nodes/runtime/cluster.js';
import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';
import type { Metrics } from '../result/result.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import type { Spec } from '../spec/spec.js';
import { benchRuntime } from './cluster-start.js';
import { comparisonTable } from './comparison-table.js';
import { runSpec } from './run-spec.js';
import type { Measured } from './side-by-side.js';

const repetitions = 5;
const variants = ['direct', 'proxy'] as const;

const figures: readonly { name: string; unit: string; of: (metrics: Metrics) => number }[] = [
  {
    name: 'full dissemination p50',
    unit: 'ms',
    of: ({ fullDisseminationMs }) => Number(fullDisseminationMs?.p50),
  },
  {
    name: 'full dissemination p99',
    unit: 'ms',
    of: ({ fullDisseminationMs }) => Number(fullDisseminationMs?.p99),
  },
  { name: 'CPU of a node', unit: 'ms/s', of: ({ resources }) => Number(resources?.cpuMsPerSecond.p50) },
];

/** What the links cost: the default run with proxied links against direct ones, interleaved. */
export async function benchProxy(): Promise<void> {
  const engine = await detectEngine(3_000);
  const runtime = benchRuntime(engine.available ? 'docker' : 'process');
  const runs = { direct: [] as Metrics[], proxy: [] as Metrics[] };
  const busy = { direct: [] as number[], proxy: [] as number[] };
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const links of variants) {
      const { metrics, machineBusyShare } = await measure(runtime, links, repetition);
      runs[links].push(metrics);
      busy[links].push(machineBusyShare * 100);
    }
  }
  for (const { name, unit, of } of figures) {
    const rows: Measured[] = variants.map((links) => ({ name: links, values: runs[links].map(of) }));
    console.log(`${comparisonTable(`${name} (10 ${runtime.kind} nodes)`, unit, rows)}\n`);
  }
  const rows: Measured[] = variants.map((links) => ({ name: links, values: busy[links] }));
  console.log(`${comparisonTable('CPU of the machine in the steady window', '%', rows)}\n`);
}

async function measure(
  runtime: Runtime,
  links: Spec['cluster']['links'],
  seed: number,
): Promise<{ metrics: Metrics; machineBusyShare: number }> {
  const spec = resolveSpec(parseSpecYaml(`{ seed: ${seed}, cluster: { links: ${links} } }`, 'bench proxy'));
  const { metrics, harness } = await runSpec(runtime, spec, `bench-${links}-${seed}`);
  return { metrics, machineBusyShare: harness.machineBusyShare ?? Number.NaN };
}
