import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { ClusterPlan, RunningCluster } from '../cluster.js';
import { describeDatagramCluster } from '../testing/datagram-cluster-suite.js';
import { lineProgram } from '../testing/line-cluster-suite.js';
import { openInRelay } from '../testing/provision.js';
import { dockerRuntime } from './docker-runtime.js';
import { connectEngine } from './engine/engine.js';
import { labelled, labelNames } from './removal/labels.js';
import { openWorkshop, type Workshop } from './testing/docker-cluster.js';
import { describeWithEngine } from './testing/engine-available.js';

const never = new AbortController().signal;

let workshop: Workshop;
let running: RunningCluster | undefined;

async function start(fields: Partial<ClusterPlan>): Promise<RunningCluster> {
  const runtime = dockerRuntime(workshop.options);
  running = await runtime.start(workshop.plan(fields), { provisionLinks: openInRelay }, never);
  return running;
}

describeWithEngine('UDP links in containers', () => {
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

  describeDatagramCluster('a cluster of containers', start);

  test('need no privilege: the gateway of a run with relays has what every gateway has', async () => {
    const engine = connectEngine();
    const gatewayOf = async (transport: 'udp' | undefined) => {
      const plan = workshop.plan({
        links: 'proxy',
        programs: [0, 1, 2].map(() => lineProgram('right', { transport })),
      });
      running = await dockerRuntime(workshop.options).start(plan, { provisionLinks: openInRelay }, never);
      const label = [
        ...labelled(labelNames.run, plan.runId).label,
        ...labelled(labelNames.role, 'gateway').label,
      ];
      const [found] = await engine.listContainers({ filters: { label } });
      const { HostConfig } = await engine.getContainer(found!.Id).inspect();
      await running.stop();
      const { CapAdd, CapDrop, Privileged, SecurityOpt, Binds, PortBindings } = HostConfig;
      return { CapAdd, CapDrop, Privileged, SecurityOpt, Binds, PortBindings };
    };
    expect(await gatewayOf('udp')).toEqual(await gatewayOf(undefined));
  });
});
