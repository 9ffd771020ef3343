import Table from 'cli-table3';
import { max, median, min } from 'simple-statistics';
import { type Mode, modes } from '../../nodes/protocol/node/config.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import type { Metrics } from '../result/result.js';
import { simulate } from '../run/simulate.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import type { Spec } from '../spec/spec.js';
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

const percentiles = ['p50', 'p99'] as const;
type Percentile = (typeof percentiles)[number];
type Figures = Readonly<Partial<Record<Percentile, number>>>;

/** Of each setting: a percentile of one run scatters, that of a p99 most of all, and so does that of one simulation. */
const simulations = 15;

/** Full dissemination, ms, as each simulation has it and as it was measured; absent where it lies beyond the deadline. */
interface Compared {
  readonly setting: Setting;
  readonly simulated: readonly Figures[];
  readonly measured: Figures;
}

/**
 * What simulations say of a spec (their median, and what they span) beside what docker nodes do: three sizes, each mode, two latencies,
 * with and without loss. 48 runs: about half an hour.
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
  for (const percentile of percentiles) console.log(summary(compared, percentile));
}

function summary(compared: readonly Compared[], percentile: Percentile): string {
  const errors = compared.flatMap((one) => errorOf(one, percentile) ?? []).map(Math.abs);
  const within = compared.filter((one) => isWithin(one, percentile)).length;
  return [
    `median error of the ${percentile}: ${share(median(errors))} over ${errors.length} settings;`,
    `${within} measured ones lie within what ${simulations} simulations span`,
  ].join(' ');
}

async function compare(runtime: Runtime, setting: Setting): Promise<Compared> {
  const spec = specOf(setting);
  const name = `bench-${setting.mode}-${setting.nodes}`;
  const { metrics: measured } = await runSpec(runtime, spec, name);
  const simulated: Figures[] = [];
  for (let seed = 1; seed <= simulations; seed += 1) {
    simulated.push(fullOf((await simulate({ ...spec, seed })).analysis.metrics));
  }
  return { setting, simulated, measured: fullOf(measured) };
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

function fullOf({ fullDisseminationMs }: Metrics): Figures {
  const { p50, p99 } = fullDisseminationMs ?? {};
  return {
    ...(typeof p50 === 'number' ? { p50 } : {}),
    ...(typeof p99 === 'number' ? { p99 } : {}),
  };
}

const simulatedOf = ({ simulated }: Compared, percentile: Percentile): number[] =>
  simulated.flatMap((figures) => figures[percentile] ?? []);

/** (predicted − measured) / measured. */
function errorOf(one: Compared, percentile: Percentile): number | undefined {
  const [said, seen] = [simulatedOf(one, percentile), one.measured[percentile]];
  return said.length === 0 || seen === undefined ? undefined : (median(said) - seen) / seen;
}

function isWithin(one: Compared, percentile: Percentile): boolean {
  const [said, seen] = [simulatedOf(one, percentile), one.measured[percentile]];
  return said.length > 0 && seen !== undefined && min(said) <= seen && seen <= max(said);
}

const share = (error: number): string => `${(error * 100).toFixed(1)} %`;
const ms = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0));
const span = (values: readonly number[]): string =>
  values.length === 0
    ? '–'
    : `${ms(median([...values]))} (${ms(min([...values]))} to ${ms(max([...values]))})`;

function comparisonTable(compared: readonly Compared[]): string {
  const head = ['nodes', 'mode', 'latency', 'loss'];
  const table = new Table({
    head: [...head, ...percentiles.flatMap((p) => [`${p} simulated, ms`, `${p} measured, ms`, 'error'])],
    style: { head: [], border: [] },
    colAligns: ['right', 'left', ...Array.from({ length: 8 }, () => 'right' as const)],
  });
  for (const one of compared) {
    const { nodes, mode, latency, loss } = one.setting;
    const cells = percentiles.flatMap((p) => {
      const error = errorOf(one, p);
      return [span(simulatedOf(one, p)), ms(one.measured[p]), error === undefined ? '–' : share(error)];
    });
    table.push([nodes, mode, latency, loss, ...cells]);
  }
  return table.toString();
}
