import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NodeProgram } from '../../contract/lines/node-program.js';
import { deadline } from '../../testing/deadline.js';
import { listRuns } from '../clean-up/run-registry.js';
import { realClock } from '../clock.js';
import type { ClusterHooks, ClusterLoss, ClusterPlan, RunningCluster } from '../cluster.js';
import { describeCluster } from '../testing/cluster-suite.js';
import { describeLineCluster, lineProgram } from '../testing/line-cluster-suite.js';
import { provisionPlainLinks } from '../testing/provision.js';
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

async function start(
  change: Partial<ClusterPlan> = {},
  hooks: Partial<ClusterHooks> = {},
  signal = never,
): Promise<RunningCluster> {
  const { nodeBundle, toxiproxy } = workshop;
  const runtime = processRuntime({ nodeBundle, toxiproxyBinary: async () => toxiproxy });
  const plan = await workshop.plan(change);
  const cluster = await runtime.start(plan, { provisionLinks: provisionPlainLinks, ...hooks }, signal);
  clusters.push(cluster);
  return cluster;
}

const stateOf = async (pid: number) => (await readFile(`/proc/${pid}/stat`, 'latin1')).split(') ')[1]?.[0];

/** The process of one node, by its environment. */
async function pidOf(node: number): Promise<number> {
  for (const pid of await workshop.processes()) {
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1');
    if (environment.split('\0').includes(`GOSSIP_NODE_ID=${node}`)) return pid;
  }
  throw new Error(`node ${node} does not run`);
}

async function expectAllAlive(cluster: RunningCluster, nodes = cluster.nodeIds): Promise<void> {
  for (const node of nodes) {
    await vi.waitFor(async () => {
      const members = await cluster.control(node).members();
      expect(members.filter(({ status }) => status === 'alive').map(({ id }) => id)).toEqual(
        expect.arrayContaining([...nodes]),
      );
    }, deadline);
  }
}

describeCluster('a cluster of processes', async () => ({ cluster: await start(), clock: realClock }));
describeLineCluster('a cluster of processes', (change) => start(change));

describe('a cluster with direct links', () => {
  test('comes up, knows itself, tells its resources, and leaves nothing behind', async () => {
    const ups: string[] = [];
    const cluster = await start({}, { onNodeUp: (up, total) => ups.push(`${up}/${total}`) });
    expect(ups).toEqual(['1/3', '2/3', '3/3']);
    expect(cluster.proxy).toBeUndefined();
    await expectAllAlive(cluster);
    const resources = await cluster.resources();
    expect([...resources.keys()]).toEqual([0, 1, 2]);
    for (const { cpuMs, memoryBytes } of resources.values()) {
      expect(cpuMs).toBeGreaterThan(0);
      expect(memoryBytes).toBeGreaterThan(10_000_000);
    }
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    await Promise.all([cluster.stop(), cluster.stop()]);
    await cluster.stop();
    expect(await workshop.processes()).toEqual([]);
    expect(losses).toEqual([]);
  });

  test('is on record with its processes while it lasts, so that clean-up finds them', async () => {
    const plan = await workshop.plan({ runId: 'recorded' });
    const cluster = await start(plan);
    const recordOf = async () => (await listRuns()).find(({ runId }) => runId === plan.runId);
    const recorded = (await recordOf())?.children.map(({ pid }) => pid) ?? [];
    for (const node of cluster.nodeIds) expect(recorded).toContain(await pidOf(node));
    await cluster.stop();
    expect(await recordOf()).toBeUndefined();
  });

  test('a killed node restarts with a higher incarnation, and neither is a loss', async () => {
    const cluster = await start();
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    await cluster.lifecycle.kill(2);
    expect([...(await cluster.resources()).keys()]).toEqual([0, 1]);
    await cluster.lifecycle.restart(2);
    expect(await cluster.control(2).health()).toMatchObject({ nodeId: 2, incarnation: 2 });
    await expectAllAlive(cluster);
    expect(losses).toEqual([]);
  });

  test('a stopped node leaves, a paused one stands still until it is resumed', async () => {
    const cluster = await start();
    await expectAllAlive(cluster);
    await cluster.lifecycle.stop(2);
    await vi.waitFor(async () => {
      const members = await cluster.control(0).members();
      expect(members.find(({ id }) => id === 2)?.status).toBe('left');
    }, deadline);
    const pid = await pidOf(1);
    await cluster.lifecycle.pause(1);
    await vi.waitFor(async () => expect(await stateOf(pid)).toBe('T'), deadline);
    await cluster.lifecycle.resume(1);
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 1 });
    await cluster.lifecycle.pause(1);
    await cluster.stop();
    expect(await workshop.processes()).toEqual([]);
  });

  test('a node with a CPU limit uses no more, also in its next life, and is free again without it', async () => {
    const cluster = await start();
    /** Share of a core that the node uses while it is asked without end. */
    const burn = async (): Promise<number> => {
      const before = (await cluster.resources()).get(1)?.cpuMs ?? 0;
      const sinceMs = performance.now();
      const isOver = () => performance.now() - sinceMs > 1_500;
      const ask = async (): Promise<void> => {
        while (!isOver()) await cluster.control(1).counters();
      };
      await Promise.all(Array.from({ length: 8 }, ask));
      const usedMs = ((await cluster.resources()).get(1)?.cpuMs ?? 0) - before;
      return usedMs / (performance.now() - sinceMs);
    };
    await cluster.lifecycle.limitCpu(1, 0.05);
    const limited = await burn();
    await cluster.lifecycle.kill(1);
    await cluster.lifecycle.restart(1);
    const again = await burn();
    await cluster.lifecycle.limitCpu(1, undefined);
    expect(Math.max(limited, again)).toBeLessThan(0.15);
    // On a busy machine it may take a while until it gets as much as it would use.
    await vi.waitFor(
      async () => expect(await burn()).toBeGreaterThan(2 * Math.max(limited, again)),
      deadline,
    );
    expect(await stateOf(await pidOf(1))).not.toBe('T');
  });

  test('a paused node stands still though its CPU limit is lifted meanwhile', async () => {
    const cluster = await start();
    const pid = await pidOf(1);
    await cluster.lifecycle.limitCpu(1, 0.05);
    await cluster.lifecycle.pause(1);
    await cluster.lifecycle.limitCpu(1, undefined);
    await vi.waitFor(async () => expect(await stateOf(pid)).toBe('T'), deadline);
    await cluster.lifecycle.resume(1);
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1 });
  });

  test('a node that ends unasked is one loss, told even to a listener that comes late', async () => {
    const cluster = await start();
    const pid = await pidOf(1);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await workshop.processes()).not.toContain(pid), deadline);
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    await vi.waitFor(() => expect(losses).toHaveLength(1), deadline);
    expect(losses[0]).toMatchObject({
      kind: 'node',
      exit: { node: 1, signal: 'SIGKILL', lastLog: expect.stringContaining('"msg":"up"') },
    });
  });
});

describe.runIf(process.platform === 'linux')('processes that nodes put in sessions of their own', () => {
  const programs = [0, 1, 2].map(() => lineProgram('leaves-processes'));
  const told: string[] = [];
  const hooks = { onRemark: (_: string, text: string) => void told.push(text) };
  afterEach(() => void told.splice(0));
  /** A node's own has another program. */
  const strays = async () => {
    const all = await workshop.processes();
    const commands = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')));
    return commands.filter((command) => command.includes('setInterval'));
  };

  test('end with the run, and are told', async () => {
    const cluster = await start({ programs }, hooks);
    await vi.waitFor(async () => expect(await strays()).toHaveLength(3), deadline);
    await cluster.stop();
    expect(await workshop.processes()).toEqual([]);
    expect(told.sort()).toEqual(
      [0, 1, 2].map((node) => expect.stringMatching(`^Node n${node} left a process .*setInterval`)),
    );
  });

  test('end with their node, when a fault kills it', async () => {
    const cluster = await start({ programs }, hooks);
    await vi.waitFor(async () => expect(await strays()).toHaveLength(3), deadline);
    await cluster.lifecycle.kill(1);
    expect(await strays()).toHaveLength(2);
    expect(told).toEqual([expect.stringMatching('^Node n1 left a process')]);
    await cluster.lifecycle.restart(1);
    await vi.waitFor(async () => expect(await strays()).toHaveLength(3), deadline);
  });

  test('end when the harness is killed with SIGKILL', async () => {
    const harness = await workshop.build('nodes/runtime/process/testing/harness-main.ts', 'harness.mjs');
    const plan = JSON.stringify(await workshop.plan({ programs }));
    const argv = [harness, workshop.nodeBundle, workshop.toxiproxy, plan];
    const parent = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    await vi.waitFor(async () => expect(await strays()).toHaveLength(3), deadline);
    parent.kill('SIGKILL');
    await vi.waitFor(async () => expect(await workshop.processes()).toEqual([]), deadline);
  });

  test('a node that leaves none is not accused of any', async () => {
    const cluster = await start({ programs: [0, 1, 2].map(() => lineProgram('right')) }, hooks);
    await cluster.lifecycle.kill(1);
    await cluster.stop();
    expect(told).toEqual([]);
  });
});

test('a node that floods its stderr fills no disk, and the run is told what was dropped', async () => {
  const told: string[] = [];
  const programs = [0, 1, 2].map((node) => lineProgram(node === 1 ? 'floods-stderr' : 'right'));
  const plan = await workshop.plan({ programs });
  const cluster = await start(plan, { onRemark: (code, text) => told.push(`${code}: ${text}`) });
  const log = join(plan.logDirectory, 'n1.log');
  await vi.waitFor(
    async () => expect(await readFile(log, 'utf8')).toContain('bytes of this log were dropped here'),
    deadline,
  );
  await cluster.stop();
  expect((await stat(log)).size).toBeLessThanOrEqual(32 * 1_048_576);
  expect(told).toEqual([expect.stringMatching(/^logDropped: \d+ bytes of logs\/n1.log were dropped/)]);
});

test('a node that floods its stdout is ended before it fills the disk, and nothing of it is left', async () => {
  const flooding: NodeProgram = { ...lineProgram('right'), command: ['yes', '{"type":"later"}'] };
  const plan = await workshop.plan({
    programs: [0, 1, 2].map((node) => (node === 1 ? flooding : lineProgram('right'))),
  });
  await expect(start(plan)).rejects.toMatchObject({
    code: 'NODE_START_FAILED',
    message: expect.stringContaining('it floods its stdout, and is ended'),
  });
  await expect(stat(join(plan.logDirectory, 'n1.lines'))).rejects.toThrow('ENOENT');
});

describe('a start that fails removes everything', () => {
  test('a node that ends before it is healthy is named, with its last words', async () => {
    const broken = join(workshop.directory, 'broken.mjs');
    await writeFile(broken, 'console.error("no such luck"); process.exit(9);');
    const runtime = processRuntime({ nodeBundle: broken, toxiproxyBinary: async () => '' });
    const started = runtime.start(await workshop.plan(), { provisionLinks: provisionPlainLinks }, never);
    await expect(started).rejects.toMatchObject({
      code: 'NODE_START_FAILED',
      message: expect.stringMatching(/node n\d .*exit code 9.*no such luck/s),
    });
  });

  test('a taken port is named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(start({ basePort: port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(String(port)),
    });
    server.close();
  });

  test('a Toxiproxy that cannot be run is named', async () => {
    const runtime = processRuntime({
      nodeBundle: workshop.nodeBundle,
      toxiproxyBinary: async () => '/nowhere/toxiproxy-server',
    });
    const plan = await workshop.plan({ links: 'proxy' });
    await expect(runtime.start(plan, { provisionLinks: provisionPlainLinks }, never)).rejects.toMatchObject({
      code: 'TOXIPROXY_UNAVAILABLE',
      message: expect.stringContaining('/nowhere/toxiproxy-server'),
    });
  });

  test('an abort in the middle rejects with its reason', async () => {
    const abort = new AbortController();
    const reason = new Error('Ctrl-C');
    const hooks = { onNodeUp: () => abort.abort(reason) };
    await expect(start({ nodes: 4 }, hooks, abort.signal)).rejects.toBe(reason);
    await expect(start({}, {}, abort.signal)).rejects.toBe(reason);
  });
});

describe.skipIf(noToxiproxy)('a cluster with proxied links (needs toxiproxy-server)', () => {
  test('gossips through every link, and tells of its proxy', async () => {
    const cluster = await start({ links: 'proxy' });
    expect(cluster.proxy?.links).toHaveLength(6);
    expect(cluster.versions.toxiproxy).toBe(cluster.proxy?.version);
    await expectAllAlive(cluster);
    const results = await cluster.control(0).probe([1, 2], 3, 5_000);
    expect(results.filter(({ receivedMs }) => receivedMs !== undefined)).toHaveLength(6);
    const disabled = await fetch(`${cluster.proxy?.apiUrl}/proxies/n0-n1`, {
      method: 'POST',
      body: '{"enabled":false}',
    });
    expect(disabled.ok).toBe(true);
    expect(await cluster.control(0).probe([1], 1, 1_000)).toMatchObject([{ peer: 1, error: 'refused' }]);
    expect(await cluster.control(1).probe([0], 1, 5_000)).toMatchObject([
      { peer: 0, receivedMs: expect.any(Number) },
    ]);
  });

  test('a Toxiproxy that is killed is one loss', async () => {
    const cluster = await start({ links: 'proxy' });
    const losses: ClusterLoss[] = [];
    cluster.onLoss((loss) => losses.push(loss));
    process.kill(await toxiproxyPid(), 'SIGKILL');
    await vi.waitFor(
      () => expect(losses).toEqual([{ kind: 'toxiproxy', reason: 'killed by SIGKILL' }]),
      deadline,
    );
  });

  test('links that cannot be made fail the start', async () => {
    const refusal = new Error('no such link');
    const provisionLinks = () => Promise.reject(refusal);
    await expect(start({ links: 'proxy' }, { provisionLinks })).rejects.toBe(refusal);
  });

  test('when the harness is killed with SIGKILL nothing stays, not even a paused node', async () => {
    const harness = await workshop.build('nodes/runtime/process/testing/harness-main.ts', 'harness.mjs');
    const plan = JSON.stringify(await workshop.plan({ nodes: 4, links: 'proxy' }));
    const argv = [harness, workshop.nodeBundle, workshop.toxiproxy, plan];
    const parent = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(parent.stdout, 'data');
    expect(String(said)).toBe('up\n');
    // The harness, its guard, Toxiproxy, the relays and four nodes.
    expect((await workshop.processes()).length).toBe(8);
    parent.kill('SIGKILL');
    await vi.waitFor(async () => expect(await workshop.processes()).toEqual([]), deadline);
  });
});

async function toxiproxyPid(): Promise<number> {
  for (const pid of await workshop.processes()) {
    const [program] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (program === workshop.toxiproxy) return pid;
  }
  throw new Error('Toxiproxy does not run');
}
