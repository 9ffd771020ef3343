import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deadline } from '../../testing/deadline.js';
import { listRuns } from '../clean-up/run-registry.js';
import { realClock } from '../clock.js';
import type { ClusterLoss, ClusterPlan, RunningCluster } from '../cluster.js';
import { linkName } from '../cluster.js';
import { describeCluster } from '../testing/cluster-suite.js';
import { describeLineCluster } from '../testing/line-cluster-suite.js';
import { provisionPlainLinks } from '../testing/provision.js';
import { dockerRuntime } from './docker-runtime.js';
import { connectEngine } from './engine/engine.js';
import { labelled, labelNames } from './removal/labels.js';
import { engineObjects, openWorkshop, type Workshop } from './testing/docker-cluster.js';
import { describeWithEngine } from './testing/engine-available.js';

const engine = connectEngine();
const hooks = { provisionLinks: provisionPlainLinks };
const never = new AbortController().signal;
let workshop: Workshop;
let running: RunningCluster | undefined;

async function start(fields: Partial<ClusterPlan>): Promise<{ cluster: RunningCluster; plan: ClusterPlan }> {
  const plan = workshop.plan(fields);
  const cluster = await dockerRuntime(workshop.options).start(plan, hooks, never);
  running = cluster;
  return { cluster, plan };
}

async function holdsEverywhere(cluster: RunningCluster, entries: number): Promise<void> {
  await vi.waitFor(async () => {
    const views = await Promise.all(cluster.nodeIds.map((node) => cluster.control(node).viewSummary()));
    expect(views.map((view) => view.entries)).toEqual(cluster.nodeIds.map(() => entries));
  }, deadline);
}

function containersOf(plan: ClusterPlan, role: 'node' | 'gateway' | 'load') {
  const label = [...labelled(labelNames.run, plan.runId).label, ...labelled(labelNames.role, role).label];
  return engine.listContainers({ filters: { label } });
}

describeWithEngine('a cluster of containers', () => {
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

  describeCluster('a cluster of containers', async () => ({
    cluster: (await start({})).cluster,
    clock: realClock,
  }));
  describeLineCluster('a cluster of containers', async (change) => (await start(change)).cluster);

  test('comes up, spreads a write to every node, and leaves nothing but its logs', async () => {
    const up: string[] = [];
    const plan = workshop.plan();
    running = await dockerRuntime(workshop.options).start(
      plan,
      { ...hooks, onNodeUp: (count, total) => up.push(`${count}/${total}`) },
      never,
    );
    expect(up).toEqual(['1/3', '2/3', '3/3']);
    expect((await listRuns()).map(({ runId }) => runId)).toEqual([plan.runId]);
    await running.control(0).write({ key: 'k', value: Buffer.from('v') });
    await holdsEverywhere(running, 1);
    const resources = await running.resources();
    expect([...resources.keys()].sort()).toEqual([0, 1, 2]);
    for (const { cpuMs, memoryBytes } of resources.values()) {
      expect(cpuMs).toBeGreaterThan(1);
      expect(memoryBytes).toBeGreaterThan(1_000_000);
    }
    await Promise.all([running.stop(), running.stop()]);
    expect(await engineObjects(plan.runId)).toEqual([]);
    expect(await listRuns()).toEqual([]);
    expect((await readdir(plan.logDirectory)).sort()).toEqual(['gateway.log', 'n0.log', 'n1.log', 'n2.log']);
    expect(await readFile(join(plan.logDirectory, 'n2.log'), 'utf8')).toContain('"node":2');
  });

  test('spreads through its proxied links, and not when they are cut', async () => {
    const { cluster } = await start({ links: 'proxy' });
    expect(cluster.proxy?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(cluster.proxy?.links).toHaveLength(6);
    await cluster.control(0).write({ key: 'k', value: Buffer.from('v') });
    await holdsEverywhere(cluster, 1);
    const answers = await cluster.control(0).probe([1, 2], 1, 2_000);
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
    const cut = await fetch(`${cluster.proxy?.apiUrl}/proxies/${linkName(0, 1)}`, {
      method: 'POST',
      body: JSON.stringify({ enabled: false }),
    });
    expect(cut.status).toBe(200);
    const afterwards = await cluster.control(0).probe([1, 2], 1, 2_000);
    expect(afterwards.map(({ peer, error }) => [peer, error])).toEqual([
      [1, 'refused'],
      [2, undefined],
    ]);
  });

  test('denies its containers privileges, capabilities, a writable root, ports and a way out', async () => {
    const { plan } = await start({ links: 'proxy', nodes: 2 });
    const containers = [...(await containersOf(plan, 'node')), ...(await containersOf(plan, 'gateway'))];
    expect(containers).toHaveLength(3);
    for (const { Id } of containers) {
      const { HostConfig, Config, NetworkSettings } = await engine.getContainer(Id).inspect();
      expect(HostConfig).toMatchObject({
        Privileged: false,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        ReadonlyRootfs: true,
        PidsLimit: expect.any(Number),
        RestartPolicy: { Name: 'no' },
      });
      expect(HostConfig.Memory).toBeGreaterThan(0);
      expect(HostConfig.Binds ?? []).toEqual([]);
      expect(HostConfig.PortBindings ?? {}).toEqual({});
      expect(Config.User).toBe('65534:65534');
      expect(Object.keys(NetworkSettings.Networks)).toEqual([`gossip-bench-${plan.runId}`]);
    }
    const [node] = await containersOf(plan, 'node');
    const { HostConfig } = await engine.getContainer(node?.Id ?? '').inspect();
    expect(HostConfig).toMatchObject({ Memory: 128 * 1_048_576, NanoCpus: 500_000_000 });
    const network = await engine.getNetwork(`gossip-bench-${plan.runId}`).inspect();
    expect(network).toMatchObject({ Internal: true, Labels: { [labelNames.pid]: String(process.pid) } });
  });

  test('has a load generator in a container of its own, which reaches every node and is gone when ended', async () => {
    const { cluster, plan } = await start({ nodes: 2 });
    const generator = await cluster.startLoadProcess!();
    const [container] = await containersOf(plan, 'load');
    const { HostConfig, Config } = await engine.getContainer(container?.Id ?? '').inspect();
    expect(HostConfig).toMatchObject({ Privileged: false, CapDrop: ['ALL'], ReadonlyRootfs: true });
    expect(Config.User).toBe('65534:65534');
    const targets = cluster.nodeIds.map((node) => generator.targets.get(node));
    const writes = cluster.nodeIds.map((target) => ({ atMs: 0, target, key: `k${target}`, valueBytes: 8 }));
    for (const order of ['first', 'second']) {
      generator.send(JSON.stringify({ token: generator.token, targets, writes }));
      const answers: { update?: string }[] = [];
      for (const lines = generator.lines[Symbol.asyncIterator](); ; ) {
        const report = JSON.parse((await lines.next()).value as string);
        if (report.kind === 'answers') answers.push(...report.answers);
        if (report.kind === 'done') break;
      }
      const seq = order === 'first' ? 1 : 2;
      expect(answers.map(({ update }) => update).sort()).toEqual([`0.1.${seq}`, `1.1.${seq}`]);
    }
    await holdsEverywhere(cluster, 2);
    await generator.end();
    expect(await containersOf(plan, 'load')).toEqual([]);
  });

  test('kills, stops, pauses and restarts a node; its next life has a higher incarnation', async () => {
    const { cluster, plan } = await start({});
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    await cluster.lifecycle.kill(1);
    await expect(cluster.control(1).health()).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
    await cluster.lifecycle.restart(1);
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 2 });
    await cluster.lifecycle.stop(1);
    await cluster.lifecycle.restart(1);
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 3 });
    await cluster.lifecycle.pause(2);
    const [paused] = (await containersOf(plan, 'node')).filter(({ State }) => State === 'paused');
    expect(paused?.Labels[labelNames.node]).toBe('2');
    await cluster.lifecycle.resume(2);
    expect(await cluster.control(2).health()).toMatchObject({ nodeId: 2, incarnation: 1 });
    await cluster.stop();
    expect(losses).toEqual([]);
    const log = await readFile(join(plan.logDirectory, 'n1.log'), 'utf8');
    expect([1, 2, 3].filter((life) => log.includes(`"incarnation":${life}`))).toEqual([1, 2, 3]);
  });

  test.each([
    ['none is planned', 0, { CpuQuota: 5_000 }, { CpuQuota: -1 }],
    ['one is planned', 0.5, { NanoCpus: 50_000_000 }, { NanoCpus: 500_000_000 }],
  ])(
    'limits a node’s CPU, also in its next life, and lifts that again, where %s',
    async (_, cpus, limited, free) => {
      const { cluster, plan } = await start({ nodes: 2, limits: { memoryMiB: 128, cpus } });
      const limits = async () => {
        const node = (await containersOf(plan, 'node')).find(({ Labels }) => Labels[labelNames.node] === '1');
        return (await engine.getContainer(node?.Id ?? '').inspect()).HostConfig;
      };
      await cluster.lifecycle.limitCpu(1, 0.05);
      expect(await limits()).toMatchObject(limited);
      await cluster.lifecycle.kill(1);
      await cluster.lifecycle.restart(1);
      expect(await limits()).toMatchObject(limited);
      await cluster.lifecycle.limitCpu(1, undefined);
      expect(await limits()).toMatchObject(free);
    },
  );

  test('tells of a node that ends without being asked to, and not of one that leaves', async () => {
    const { cluster, plan } = await start({});
    await cluster.control(0).leave();
    const [victim] = (await containersOf(plan, 'node')).filter(
      ({ Labels }) => Labels[labelNames.node] === '2',
    );
    await engine.getContainer(victim?.Id ?? '').kill({ signal: 'SIGKILL' });
    const loss = await new Promise<ClusterLoss>((resolve) => cluster.onLoss(resolve));
    expect(loss).toMatchObject({ kind: 'node', exit: { node: 2, code: 137 } });
    expect(loss.kind === 'node' && loss.exit.lastLog).toContain('"node":2');
  });

  test('tells of a Toxiproxy that ends', async () => {
    const { cluster, plan } = await start({ links: 'proxy', nodes: 2 });
    const [gateway] = await containersOf(plan, 'gateway');
    const processes: { Processes: string[][] } = await engine.getContainer(gateway?.Id ?? '').top();
    const toxiproxy = processes.Processes.find((columns) =>
      columns.at(-1)?.startsWith('/app/toxiproxy-server'),
    );
    process.kill(Number(toxiproxy?.[1]), 'SIGKILL');
    const loss = await new Promise<ClusterLoss>((resolve) => cluster.onLoss(resolve));
    expect(loss).toEqual({ kind: 'toxiproxy', reason: 'ended by SIGKILL' });
    // The control traffic goes on: what was measured can still be read.
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1 });
  });

  test('a node that cannot start fails the start with its last words, and nothing is left', async () => {
    const plan = workshop.plan({ leaseMs: 1 });
    const starting = dockerRuntime(workshop.options).start(plan, hooks, never);
    await expect(starting).rejects.toMatchObject({
      code: 'NODE_START_FAILED',
      message: expect.stringContaining('GOSSIP_LEASE_MS'),
    });
    expect(await engineObjects(plan.runId)).toEqual([]);
    expect(await listRuns()).toEqual([]);
  });

  test('links that cannot be provisioned fail the start with the hook’s own error, and nothing is left', async () => {
    const plan = workshop.plan({ links: 'proxy' });
    const refusal = new Error('no such toxic');
    const provisionLinks = () => Promise.reject(refusal);
    const starting = dockerRuntime(workshop.options).start(plan, { provisionLinks }, never);
    await expect(starting).rejects.toBe(refusal);
    expect(await engineObjects(plan.runId)).toEqual([]);
  });

  test.each([
    ['while links are provisioned', { links: 'proxy' as const }],
    ['when the first node is up', {}],
  ])('an abort %s rejects with its reason and leaves nothing', async (_, fields) => {
    const plan = workshop.plan(fields);
    const abort = new AbortController();
    const reason = new Error('Ctrl-C');
    const interrupt = () => abort.abort(reason);
    const starting = dockerRuntime(workshop.options).start(
      plan,
      { provisionLinks: async () => interrupt(), onNodeUp: interrupt },
      abort.signal,
    );
    await expect(starting).rejects.toBe(reason);
    expect(await engineObjects(plan.runId)).toEqual([]);
    expect(await listRuns()).toEqual([]);
  });

  test('outlives its leases while nobody asks anything of it', async () => {
    const { cluster, plan } = await start({ nodes: 2, leaseMs: 1_000 });
    const up = await cluster.control(0).health();
    await vi.waitFor(async () => {
      // The engine’s clock, so that no call renews the lease.
      const [node] = await containersOf(plan, 'node');
      expect(Date.now() / 1000 - (node?.Created ?? 0)).toBeGreaterThan(4);
    }, deadline);
    expect((await cluster.control(0).health()).nowMs).toBeGreaterThan(up.nowMs);
  });

  test('two runs at once have networks of their own', async () => {
    const [one, other] = await Promise.all([start({ nodes: 2 }), start({ nodes: 2 })]);
    try {
      await one.cluster.control(0).write({ key: 'k', value: Buffer.from('v') });
      await holdsEverywhere(one.cluster, 1);
      expect((await other.cluster.control(0).viewSummary()).entries).toBe(0);
    } finally {
      await Promise.all([one.cluster.stop(), other.cluster.stop()]);
    }
  });
});

test('without an engine the start fails with ENGINE_UNAVAILABLE and a remedy', async () => {
  const runtime = dockerRuntime({
    engineHost: 'unix:///nowhere/docker.sock',
    nodeBundle: 'node.mjs',
    gatewayBundle: 'gateway.mjs',
    loadBundle: 'load.mjs',
    relayBundle: 'udp-relay.mjs',
    toxiproxyBinary: () => Promise.reject(new Error('not needed')),
  });
  const plan = { runId: 'none', nodes: 2, logDirectory: '/nowhere' } as ClusterPlan;
  await expect(runtime.start(plan, hooks, never)).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    remedy: expect.stringContaining('doctor --fix'),
  });
});
