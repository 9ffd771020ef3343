import Table from 'cli-table3';
import { median } from 'simple-statistics';
import { type Mode, modes } from '../../nodes/protocol/config.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import type { Metrics } from '../result.js';
import { simulate } from '../simulate.js';
import type { Spec } from '../spec.js';
import { parseSpecYaml } from '../spec-input/document.js';
import { resolveSpec } from '../spec-input/resolve.js';
import { benchRuntime } from './cluster-start.js';
import { runSpec } from './run-spec.js';

const sizes = [10, 25, 50];
const latencies = ['0ms', '20ms'];
const losses = ['0%', '10%'];

interface Setting {
  readonly nodes: number;
  readonly mode: Mode;
  readonly latency: string;
  readonly loss: string;
}

type Percentile = 'p50' | 'p99';

/** Predicted and measured full dissemination, ms; absent where it lies beyond the deadline. */
interface Compared {
  readonly setting: Setting;
  readonly predicted: Readonly<Partial<Record<Percentile, number>>>;
  readonly measured: Readonly<Partial<Record<Percentile, number>>>;
}

/**
 * What a simulation says of a spec beside what docker nodes do: three sizes, each mode, two latencies, with and without loss. 48 runs: about
 * 20 minutes.
 */
export async function benchReality(): Promise<void> {
  const runtime = benchRuntime('docker');
  const settings = sizes.flatMap((nodes) =>
    modes.flatMap((mode) =>
      latencies.flatMap((latency) => losses.map((loss): Setting => ({ nodes, mode, latency, loss }))),
    ),
  );
  const compared: Compared[] = [];
  for (const setting of settings) {
    compared.push(await compare(runtime, setting));
    console.error(`${compared.length} of ${settings.length}: ${Object.values(setting).join(' ')}`);
  }
  console.log(`${comparisonTable(compared)}\n`);
  for (const percentile of ['p50', 'p99'] as const) {
    const errors = compared.flatMap((one) => errorOf(one, percentile) ?? []).map(Math.abs);
    console.log(`median error of the ${percentile}: ${share(median(errors))} over ${errors.length} settings`);
  }
}

async function compare(runtime: Runtime, setting: Setting): Promise<Compared> {
  const spec = specOf(setting);
  const name = `bench-${setting.mode}-${setting.nodes}`;
  const { metrics: measured } = await runSpec(runtime, spec, name);
  const { metrics: predicted } = (await simulate(spec)).analysis;
  return { setting, predicted: fullOf(predicted), measured: fullOf(measured) };
}

/** Enough updates for a p99, few enough not to fill two cores with 50 nodes. */
function specOf({ nodes, mode, latency, loss }: Setting): Spec {
  const text = `
seed: 1
cluster: { nodes: ${nodes}, latency: ${latency}, loss: ${loss} }
protocol: { mode: ${mode}, fanout: 3, interval: 500ms }
workload: { updates: 5, rate: 10/s }
phases: { duration: 8s, idle: 0s }
`;
  return resolveSpec(parseSpecYaml(text, 'bench reality'));
}

function fullOf({ fullDisseminationMs }: Metrics): Compared['measured'] {
  const { p50, p99 } = fullDisseminationMs ?? {};
  return {
    ...(typeof p50 === 'number' ? { p50 } : {}),
    ...(typeof p99 === 'number' ? { p99 } : {}),
  };
}

/** (predicted − measured) / measured. */
function errorOf({ predicted, measured }: Compared, percentile: Percentile): number | undefined {
  const [said, seen] = [predicted[percentile], measured[percentile]];
  return said === undefined || seen === undefined ? undefined : (said - seen) / seen;
}

const share = (error: number): string => `${(error * 100).toFixed(1)} %`;
const ms = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0));

function comparisonTable(compared: readonly Compared[]): string {
  const head = ['nodes', 'mode', 'latency', 'loss'];
  const percentiles = ['p50', 'p99'] as const;
  const table = new Table({
    head: [...head, ...percentiles.flatMap((p) => [`${p} predicted, ms`, `${p} measured, ms`, 'error'])],
    style: { head: [], border: [] },
    colAligns: ['right', 'left', ...Array.from({ length: 8 }, () => 'right' as const)],
  });
  for (const one of compared) {
    const { nodes, mode, latency, loss } = one.setting;
    const cells = percentiles.flatMap((p) => {
      const error = errorOf(one, p);
      return [ms(one.predicted[p]), ms(one.measured[p]), error === undefined ? '–' : share(error)];
    });
    table.push([nodes, mode, latency, loss, ...cells]);
  }
  return table.toString();
}
