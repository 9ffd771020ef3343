import type { Runtime } from '../../nodes/runtime/cluster.js';
import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';
import type { Metrics } from '../result/result.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import { benchRuntime } from './cluster-start.js';
import { comparisonTable } from './comparison-table.js';
import { runSpec } from './run-spec.js';
import type { Measured } from './side-by-side.js';

const repetitions = 5;
const variants = (['udp', 'tcp'] as const).flatMap((transport) =>
  (['direct', 'proxy'] as const).map((links) => ({ name: `${links}, ${transport}`, links, transport })),
);
type Variant = (typeof variants)[number];

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

/** What the links cost, over either transport of the reference: the default run with proxied links against direct ones, interleaved. */
export async function benchProxy(): Promise<void> {
  const engine = await detectEngine(3_000);
  const runtime = benchRuntime(engine.available ? 'docker' : 'process');
  const measured = variants.map(({ name }) => ({ name, runs: [] as Metrics[], busy: [] as number[] }));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const [i, variant] of variants.entries()) {
      const { metrics, machineBusyShare } = await measure(runtime, variant, repetition);
      measured[i]!.runs.push(metrics);
      measured[i]!.busy.push(machineBusyShare * 100);
    }
  }
  for (const { name: title, unit, of } of figures) {
    const rows: Measured[] = measured.map(({ name, runs }) => ({ name, values: runs.map(of) }));
    console.log(`${comparisonTable(`${title} (10 ${runtime.kind} nodes)`, unit, rows)}\n`);
  }
  const rows: Measured[] = measured.map(({ name, busy }) => ({ name, values: busy }));
  console.log(`${comparisonTable('CPU of the machine in the steady window', '%', rows)}\n`);
}

async function measure(
  runtime: Runtime,
  { links, transport }: Variant,
  seed: number,
): Promise<{ metrics: Metrics; machineBusyShare: number }> {
  const spec = resolveSpec(
    parseSpecYaml(
      `{ seed: ${seed}, cluster: { links: ${links} }, protocol: { transport: ${transport} } }`,
      'bench proxy',
    ),
  );
  const { metrics, harness } = await runSpec(runtime, spec, `bench-${links}-${transport}-${seed}`);
  return { metrics, machineBusyShare: harness.machineBusyShare ?? Number.NaN };
}
