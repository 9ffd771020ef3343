import type { Prediction } from '../../experiment/predict.js';
import { formatNumber } from '../format.js';
import { metricCatalog } from '../metric-catalog.js';
import { alignedRows } from './aligned-rows.js';

/** Figures of a prediction, beside the formulas of theory. */
const figures: readonly {
  readonly path: string;
  readonly theory?: (theory: Prediction['theory']) => number | undefined;
}[] = [
  { path: 'rounds.t50', theory: ({ rounds }) => rounds.t50 },
  { path: 'rounds.last', theory: ({ rounds }) => rounds.last },
  { path: 'fullDisseminationMs.p50', theory: (theory) => theory.fullDisseminationMs },
  { path: 'fullDisseminationMs.p99' },
  { path: 'propagationLatencyMs.p50' },
  { path: 'propagationLatencyMs.p99' },
  { path: 'reach' },
  { path: 'trafficPerUpdatePerNode' },
  { path: 'relativeMessageRedundancy' },
  { path: 'wireBytesPerUpdatePerNode' },
  { path: 'idle.bytesPerSecondPerNode' },
];

const head = ['', 'theory', 'simulation', '(min to max)', ''];
const none = '–';

/** Theory and simulation side by side. */
export function predictionText({ spec, theory, simulation }: Prediction): string {
  const { mode, fanout, intervalMs } = spec.protocol;
  const rows = figures.flatMap(({ path, theory: expected }) => {
    const summary = simulation.summary[path];
    const metric = metricCatalog.find((one) => one.path === path);
    if (summary === undefined || metric === undefined) return [];
    const shown = (value: number | string): string => metric.format(value).value;
    const { unit } = metric.format(summary.median);
    const said = expected?.(theory);
    const spread = simulation.runs > 1 ? `(${shown(summary.min)} to ${shown(summary.max)})` : '';
    return [[metric.label, said === undefined ? none : shown(said), shown(summary.median), spread, unit]];
  });
  return [
    `${spec.cluster.nodes} nodes, ${mode}, fanout ${fanout}, every ${formatNumber(intervalMs)} ms: ${simulation.runs} simulated ${simulation.runs === 1 ? 'run' : 'runs'}, seed ${spec.seed}`,
    alignedRows([head, ...rows], ['left', 'right', 'right', 'left', 'left'], { hasHead: true }),
    ...detectionLines(theory),
    'The formulas assume one update and synchronous rounds, and omit terms of constant order.',
  ].join('\n');
}

function detectionLines({ detection }: Prediction['theory']): string[] {
  if (detection === undefined) return [];
  const { firstSuspicionMs, suspicionMs, retransmitLimit } = detection;
  const ms = (value: number): string => `${formatNumber(value)} ms`;
  return [
    `A crash is suspected after ${ms(firstSuspicionMs)} on average; a suspicion lasts ${ms(suspicionMs.min)} to ${ms(suspicionMs.max)}; each node piggybacks the news ${retransmitLimit} times.`,
  ];
}
