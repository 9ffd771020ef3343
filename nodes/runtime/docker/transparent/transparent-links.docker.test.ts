import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { ClusterPlan, RunningCluster } from '../../cluster.js';
import { describeDatagramCluster, openInRelay } from '../../testing/datagram-cluster-suite.js';
import { dockerRuntime } from '../docker-runtime.js';
import { openWorkshop, type Workshop } from '../testing/docker-cluster.js';
import { describeWithEngine } from '../testing/engine-available.js';

const never = new AbortController().signal;

let workshop: Workshop;
let running: RunningCluster | undefined;

async function start(fields: Partial<ClusterPlan>): Promise<RunningCluster> {
  const runtime = dockerRuntime(workshop.options);
  const plan = workshop.plan({ ...fields, links: 'transparent' });
  running = await runtime.start(plan, { provisionLinks: openInRelay }, never);
  return running;
}

describeWithEngine('transparent links', () => {
  beforeAll(async () => {
    workshop = await openWorkshop();
    vi.stubEnv('GOSSIP_BENCH_STATE_DIR', workshop.folder);
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await workshop.remove();
  });

  describeDatagramCluster('a cluster whose nodes dial each other', start);
});
