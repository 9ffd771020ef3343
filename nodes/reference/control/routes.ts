import { openMetricsContentType } from '../../contract/openmetrics.js';
import { monotonicMs } from '../clock.js';
import { metricsText } from '../counters.js';
import type { GossipHost } from '../gossip-host.js';
import type { CpuProfiler } from '../profiler.js';
import { attack } from './attack.js';
import { configure } from './configure.js';
import { profile } from './profile.js';
import { readJournal } from './read-journal.js';
import { sendProbes } from './send-probes.js';
import type { RouteTable } from './server.js';
import { viewEntry } from './view-entry.js';
import { write } from './write.js';

const implementation = 'gossip-bench-reference';
/** Put in by the bundler. */
const version = process.env.GOSSIP_BENCH_VERSION ?? 'development';

export interface RouteOptions {
  readonly host: GossipHost;
  readonly leaseMs: number;
  /** Only where the harness allows profiles. */
  readonly profiler: CpuProfiler | undefined;
  /** Begins to leave. */
  readonly leave: () => void;
}

/** The control API of nodes/contract/openapi.ts. */
export function createRoutes({ host, leaseMs, profiler, leave }: RouteOptions): RouteTable {
  const { node } = host;
  return {
    'GET /health': () => ({
      body: { nodeId: node.id, incarnation: node.incarnation, implementation, version, nowMs: monotonicMs() },
    }),
    'POST /begin': () => {
      host.start();
      return { status: 202, body: {} };
    },
    'POST /updates': (request) => write(host, request),
    'GET /view': () => ({ body: { entries: Array.from(node.view.entries(), viewEntry) } }),
    'GET /view/summary': () => ({ body: { entries: node.view.size, digest: node.view.stateDigest() } }),
    'GET /members': () => ({ body: { members: node.members() } }),
    'GET /metrics': () => ({ headers: { 'content-type': openMetricsContentType }, body: metricsText(host) }),
    'PATCH /protocol': (request) => configure(host, request),
    'GET /journal': (request) => readJournal(host, request),
    'POST /probe': (request) => sendProbes(host, request),
    'GET /probes': () => ({ body: { received: host.probes.received() } }),
    'POST /attack': (request) => attack(host, request),
    'GET /profile': () => profile(profiler),
    'POST /lease': () => ({ body: { leaseMs } }),
    // A node that leaves ends within milliseconds: its answer goes first.
    'POST /leave': () => ({ status: 202, body: {}, afterwards: leave }),
  };
}
