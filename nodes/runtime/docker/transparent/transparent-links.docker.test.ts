import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deadline } from '../../../testing/deadline.js';
import type { ClusterPlan, RunningCluster } from '../../cluster.js';
import { describeDatagramCluster } from '../../testing/datagram-cluster-suite.js';
import { lineProgram } from '../../testing/line-cluster-suite.js';
import { openInRelay } from '../../testing/provision.js';
import { dockerRuntime } from '../docker-runtime.js';
import { connectEngine } from '../engine/engine.js';
import { labelled, labelNames } from '../removal/labels.js';
import { engineObjects, openWorkshop, type Workshop } from '../testing/docker-cluster.js';
import { describeWithEngine } from '../testing/engine-available.js';

const never = new AbortController().signal;
const value = Buffer.from('value');

let workshop: Workshop;
let running: RunningCluster | undefined;
let runId: string;

async function start(fields: Partial<ClusterPlan>): Promise<RunningCluster> {
  const runtime = dockerRuntime(workshop.options);
  const plan = workshop.plan({ ...fields, links: 'transparent' });
  runId = plan.runId;
  running = await runtime.start(plan, { provisionLinks: openInRelay }, never);
  return running;
}

const datagramCluster = () =>
  start({ programs: [0, 1, 2].map(() => lineProgram('right', { transport: 'udp' })) });

const received = async (cluster: RunningCluster, at: number): Promise<string[]> =>
  (await cluster.control(at).journal(1)).events.flatMap((event) =>
    event.type === 'receive' ? [event.update] : [],
  );

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

  test('leave nodes and gateway without any capability, and nothing that had one', async () => {
    await datagramCluster();
    const engine = connectEngine();
    const containers = await engine.listContainers({ all: true, filters: labelled(labelNames.run, runId) });
    const inspected = await Promise.all(containers.map(({ Id }) => engine.getContainer(Id).inspect()));
    const roles = inspected.map(({ Config }) => Config.Labels[labelNames.role]);
    expect(roles.sort()).toEqual(['gateway', ...Array(3).fill('namespace'), ...Array(3).fill('node')]);
    for (const { HostConfig } of inspected) {
      expect(HostConfig).toMatchObject({
        CapAdd: null,
        CapDrop: ['ALL'],
        Privileged: false,
        ReadonlyRootfs: true,
      });
    }
    await running?.stop();
    expect(await engineObjects(runId)).toEqual([]);
  });

  test('hold over the restart of a node', async () => {
    const cluster = await datagramCluster();
    await cluster.lifecycle.kill(1);
    await cluster.lifecycle.restart(1);
    const { update } = await cluster.control(0).write({ key: 'k', value });
    await vi.waitFor(async () => expect(await received(cluster, 1)).toContain(update), deadline);
  });

  test('count at both ends what the relay has carried, to the byte', async () => {
    const cluster = await datagramCluster();
    const { update } = await cluster.control(0).write({ key: 'k', value });
    for (const peer of [1, 2])
      await vi.waitFor(async () => expect(await received(cluster, peer)).toContain(update), deadline);
    const counted = await vi.waitFor(async () => {
      const { directions } = (await cluster.proxy!.relay!.ask({ ask: 'read' })) as {
        directions: {
          from: number;
          to: number;
          counters: { forwarded: { datagrams: number; bytes: number } };
        }[];
      };
      const traffic = await cluster.linkTraffic!();
      const of = (node: number, peer: number) =>
        traffic.find((one) => one.node === node)?.peers.find((one) => one.peer === peer);
      for (const { from, to, counters } of directions) {
        const { datagrams: packets, bytes: payloadBytes } = counters.forwarded;
        expect(of(from, to)?.sent.udp).toMatchObject({ packets, payloadBytes });
        expect(of(to, from)?.received.udp).toMatchObject({ packets, payloadBytes });
      }
      return directions;
    }, deadline);
    expect(counted).toHaveLength(6);
    expect(counted.some(({ counters }) => counters.forwarded.bytes > 0)).toBe(true);
  });
});
