import { analyze } from '../../../../bench/analysis/analyze.js';
import type {
  NodeSeries,
  ReportSeries,
  TimelineSecond,
} from '../../../../bench/analysis/series/report-series.js';
import type { Metrics, Result } from '../../../../bench/result/result.js';
import { resolvedSpec } from '../../../../bench/testing/resolved-spec.js';
import type { LoadCurve } from '../charts/load-curve.js';
import { chaosJournal, endMs, phaseStarts, wave } from './chaos-journal.js';

/** Plausible figures of a run with faults on 10 nodes, made up by formulas: the same at every call. */

const nodes = 10;

const chaos = analyze(resolvedSpec({ cluster: { nodes } }), chaosJournal(nodes));

const spread = (ms: number): number => {
  const raw = 1 / (1 + Math.exp(-(ms - 230) / 55));
  const start = 1 / (1 + Math.exp(230 / 55));
  return 0.1 + 0.9 * Math.min(1, ((raw - start) / (1 - start)) * 1.002);
};

const infectionCurve = Array.from({ length: 100 }, (_, index) => {
  const ms = index * 7;
  return {
    ms,
    fraction: spread(ms),
    low: spread(Math.max(0, ms - 45)),
    high: spread(ms + 45),
  };
});

const metrics: Metrics = {
  propagationLatencyMs: {
    p50: 231.4,
    p90: 352.9,
    p99: 497.1,
    p999: 561.3,
    max: 583.2,
    mean: 238.7,
    count: 4590,
  },
  fullDisseminationMs: { p50: 371.6, p99: 548.3, max: 583.2, count: 510 },
  timeToFractionMs: { '0.5': 229.3, '0.9': 351.2, '0.99': 492.8 },
  rounds: { t50: 1.15, t99: 2.46, last: 2.92 },
  infectionCurve,
  reach: 1,
  residue: 0,
  trafficPerUpdatePerNode: 3.87,
  relativeMessageRedundancy: 2.31,
  lastDeliveryHop: { p50: 4, max: 7 },
  wireBytesPerUpdatePerNode: 1243.7,
  byteOverhead: 10.8,
  idle: { bytesPerSecondPerNode: 2381.5, messagesPerSecondPerNode: 17.4 },
  resources: { cpuMsPerSecond: { p50: 14.2, max: 19.8 }, memoryMiB: { p50: 58.3, max: 61.9 } },
  load: {
    offeredPerSecond: 50,
    acceptedPerSecond: 50,
    generatorLatenessMs: { p50: 0.4, p99: 1.8, max: 6 },
    deliveredPerSecond: 49.8,
    pushedBackPerSecond: 0,
    dueToEverywhereMs: { p50: 402, p99: 788, max: 912 },
    backlog: { peakUpdates: 31, drainMs: 412 },
    limits: { nodeCpuShare: 0.02, machineBusyShare: 0.4, timerLatenessMs: 3, hotUpdatesShare: 0.003 },
    writeLatencyMs: { p50: 1.21, p90: 2.42, p99: 6.81, p999: 11.4, max: 13.9, mean: 1.53, count: 500 },
  },
  invariants: {
    lostUpdates: { fromLiveOrigin: 0, fromCrashedOrigin: 0 },
    phantomUpdates: 0,
    equalDigests: true,
    versionRegressions: 0,
    resurrectedKeys: 0,
  },
  ...(chaos.metrics.recovery && { recovery: chaos.metrics.recovery }),
  ...(chaos.metrics.detection && { detection: chaos.metrics.detection }),
};

const buckets = Array.from({ length: 40 }, (_, index) => {
  const middle = index * 15 + 7.5;
  const density = spread(middle + 7.5) - spread(middle - 7.5);
  return {
    fromMs: index * 15,
    toMs: index * 15 + 15,
    count: Math.max(0, Math.round(density * 5000 * (1 + 0.25 * wave(index)))),
  };
});

const cdf = Array.from({ length: 101 }, (_, percentile) => ({
  percentile,
  ms:
    percentile === 100 ? 583.2 : Math.max(2, 230 + 55 * Math.log((percentile + 1.5) / (101.5 - percentile))),
}));

const perNode = Array.from(
  { length: nodes },
  (_, node): NodeSeries => ({
    node,
    bytesSent: Math.round(634_000 * (1 + 0.09 * wave(node))),
    messagesSent: Math.round(3_120 * (1 + 0.07 * wave(node + 3))),
    copiesSent: Math.round(1_970 * (1 + 0.12 * wave(node + 7))),
    cpuMsPerSecond: 14.6 * (1 + 0.3 * wave(node + 11)),
    memoryMiB: 58.4 * (1 + 0.05 * wave(node + 17)),
  }),
);

const phases = phaseStarts.map(([phase, startMs], position) => ({
  phase,
  startMs,
  endMs: phaseStarts[position + 1]?.[1] ?? endMs,
}));

const isLoaded = (atMs: number): boolean => atMs >= 5_000 && atMs < 21_000;

const seconds = Array.from({ length: 27 }, (_, index): TimelineSecond => {
  const atMs = index * 1000;
  const level = isLoaded(atMs) ? 1 : 0;
  return {
    atMs,
    gossipBytesPerSecond: index < 1 ? 0 : 23_800 + level * 622_000 * (1 + 0.06 * wave(index)),
    messagesPerSecond: index < 1 ? 0 : 174 + level * 820 * (1 + 0.05 * wave(index + 5)),
    writesPerSecond: index === 3 ? 10 : level * Math.round(50 * (1 + 0.15 * wave(index + 9))),
  };
});

const series: ReportSeries = {
  propagation: { buckets, undelivered: 0, cdf },
  perNode,
  timeline: {
    seconds,
    phases,
    membersAlive: chaos.series.timeline?.membersAlive ?? [],
  },
  ...(chaos.series.chaos && { chaos: chaos.series.chaos }),
};

const spec = {
  name: 'default',
  runtime: 'process',
  seed: 1_234_567,
  repeat: 1,
  cluster: {
    nodes,
    links: 'proxy',
    quality: { kind: 'linkQuality', latencyMs: 20, jitterMs: 5, loss: 0.05, rateKBps: 0 },
    memoryMiB: 128,
    cpus: 0,
    basePort: 0,
  },
  protocol: {
    mode: 'push-pull',
    fanout: 3,
    intervalMs: 200,
    intervalJitter: 0.1,
    stopRule: 'feedback-counter',
    stopK: 4,
  },
  workload: { updates: 10, ratePerSecond: 50, payloadBytes: 128 },
  phases: { warmUpMs: 20_000, durationMs: 10_000, idleMs: 5_000, deadlineMs: 10_000 },
  thresholds: ['fullDisseminationMs.p99<1000'],
};

const faults: Result['faults'] = [
  {
    name: 'base links',
    asked: spec.cluster.quality,
    measured: {
      probes: 240,
      latencyMs: { p50: 20.9, p05: 16.1, p95: 26.4 },
      loss: { fraction: 0.046, low: 0.029, high: 0.068 },
    },
    links: nodes * (nodes - 1),
    confirmed: true,
    reasons: [],
    window: { startMs: 1_100, endMs: 26_200 },
    skewMs: 12.7,
  },
  ...chaos.faults,
];

const context: Result['context'] = {
  versions: { 'gossip-bench': '0.1.0', node: '20.20.2', toxiproxy: '2.12.0' },
  machine: {
    os: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1.0-18-amd64',
    cpu: 'AMD EPYC 7B13',
    cores: 2,
    memoryMiB: 24_105,
  },
  seed: spec.seed,
  runtime: 'process',
  runtimeReason: 'no Docker engine answers at /var/run/docker.sock, so nodes are child processes',
  startedAt: '2026-11-24T19:30:12.408Z',
  durationMs: endMs,
  loadAverage: { before: 0.31, after: 0.94 },
  harnessCpuShare: 0.061,
  machineBusyShare: 0.38,
  clockOffsetMs: -0.004,
  clockUncertaintyMs: 0.031,
};

const result: Result = {
  schemaVersion: 1,
  runId: '20261124-193012-default-k3x9',
  state: 'completed',
  phase: 'down',
  verdict: { status: 'pass', reasons: ['every threshold and every invariant holds'] },
  spec,
  context,
  faults,
  metrics,
};

export interface ReportFixture {
  result: Result;
  series: ReportSeries;
  warnings: string[];
  /** Of a search for the saturation point. */
  load?: LoadCurve;
}

/** A run that measured everything. Each call gives copies, so that a test may change its own. */
export const completeRun = (): ReportFixture =>
  structuredClone({ result, series, warnings: [], load: searchedLoad() });

/** A run that was interrupted before anything could be measured. */
export function emptyRun(): ReportFixture {
  const { result: complete } = completeRun();
  return {
    result: {
      ...complete,
      state: 'interrupted',
      phase: 'up',
      verdict: { status: 'unknown', reasons: ['the run was interrupted in phase up'] },
      faults: [],
      metrics: {},
    },
    series: {},
    warnings: ['the machine was busy before the run'],
  };
}

/** A search that found 400 updates/s; the largest load was beyond every deadline. */
export function searchedLoad(): LoadCurve {
  const point = (
    askedPerSecond: number,
    p99: number | string,
    carried: boolean,
  ): LoadCurve['points'][number] => ({
    role: 'search',
    runId: `run${askedPerSecond}`,
    askedPerSecond,
    offeredPerSecond: askedPerSecond,
    acceptedPerSecond: askedPerSecond,
    deliveredPerSecond: carried ? askedPerSecond : 450,
    pushedBackPerSecond: 0,
    fullDisseminationMs: { p50: askedPerSecond / 2, p99 },
    writeLatencyMs: { p50: 1.5, p99: 9 },
    dueToEverywhereMs: { p50: askedPerSecond / 2, p99 },
    byteOverhead: 9.1,
    generatorLatenessMs: 2,
    backlog: { peakUpdates: askedPerSecond, drainMs: carried ? 380 : 'never' },
    memoryMiB: 70,
    carried,
  });
  const points = [
    point(200, 240, true),
    point(400, 900, true),
    point(500, 3_100, false),
    point(800, '> deadline', false),
  ];
  return { points, saturationPerSecond: 400, boundMs: 2_000 };
}
