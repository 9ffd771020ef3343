import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import type { ClusterLoss, ClusterPlan, RunningCluster } from '../cluster.js';
import { describeDatagramCluster } from '../testing/datagram-cluster-suite.js';
import { lineProgram } from '../testing/line-cluster-suite.js';
import { openInRelay } from '../testing/provision.js';
import { processRuntime } from './process-runtime.js';
import { toxiproxyServer, Workshop } from './testing/workshop.js';

const never = new AbortController().signal;
const noToxiproxy = (await toxiproxyServer()) === undefined;

let workshop: Workshop;
const clusters: RunningCluster[] = [];

beforeAll(async () => {
  workshop = await Workshop.open();
});
afterEach(async () => {
  await Promise.all(clusters.splice(0).map((cluster) => cluster.stop()));
  const left = await workshop.processes();
  for (const pid of left) process.kill(pid, 'SIGKILL');
  expect(left).toEqual([]);
});
afterAll(() => workshop.close());

async function start(change: Partial<ClusterPlan>): Promise<RunningCluster> {
  const { nodeBundle, toxiproxy } = workshop;
  const runtime = processRuntime({ nodeBundle, toxiproxyBinary: async () => toxiproxy });
  const plan = await workshop.plan(change);
  const cluster = await runtime.start(plan, { provisionLinks: openInRelay }, never);
  clusters.push(cluster);
  return cluster;
}

async function relayPid(): Promise<number> {
  for (const pid of await workshop.processes())
    if ((await readFile(`/proc/${pid}/cmdline`, 'latin1')).includes('udp-relay.mjs')) return pid;
  throw new Error('no relay runs');
}

describe.skipIf(noToxiproxy)('UDP links of the process runtime (needs toxiproxy-server)', () => {
  describeDatagramCluster('a cluster of processes', start);

  test('a relay that is killed is one loss, and answers nothing more', async () => {
    const programs = [0, 1, 2].map(() => lineProgram('right', { transport: 'udp' }));
    const cluster = await start({ links: 'proxy', programs });
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    process.kill(await relayPid(), 'SIGKILL');
    await vi.waitFor(
      () => expect(losses).toEqual([{ kind: 'relay', reason: 'killed by SIGKILL' }]),
      deadline,
    );
    await expect(cluster.proxy!.relay!.ask({ ask: 'read' })).rejects.toMatchObject({ code: 'RELAY_LOST' });
  });
});
