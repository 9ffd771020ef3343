import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { protocolConfigSchema } from '../../protocol/node/config.js';
import type { ClusterPlan, RunningCluster, Runtime } from '../cluster.js';
import { describeCluster } from '../testing/cluster-suite.js';
import { simRuntime } from './sim-runtime.js';

let logDirectory: string;
let runtime: Runtime;
beforeEach(async () => {
  logDirectory = await mkdtemp(join(tmpdir(), 'gossip-bench-sim-'));
  runtime = simRuntime();
});
afterEach(() => rm(logDirectory, { recursive: true }));

const never = new AbortController().signal;

function start(changes: Partial<ClusterPlan> = {}): Promise<RunningCluster> {
  const plan: ClusterPlan = {
    runId: 'test',
    nodes: 4,
    protocol: protocolConfigSchema.parse({ intervalMs: 100 }),
    links: 'proxy',
    seed: 1,
    logDirectory,
    leaseMs: 10_000,
    limits: { memoryMiB: 0, cpus: 0 },
    basePort: 0,
    allowAttacks: false,
    ...changes,
  };
  return runtime.start(
    plan,
    { provisionLinks: () => Promise.reject(new Error('there are no proxies')) },
    never,
  );
}

const value = new TextEncoder().encode('value');
const types = async (cluster: RunningCluster, node: number) =>
  (await cluster.control(node).journal(1)).events.map(({ type }) => type);

describeCluster('a simulated cluster', async () => ({
  cluster: await start({ nodes: 3 }),
  clock: runtime.clock,
}));

describe('a simulated cluster', () => {
  test('spreads a write to every node, and each reports it', async () => {
    const cluster = await start();
    await runtime.clock.sleep(2_000);
    const { update, tMs } = await cluster.control(2).write({ key: 'k', value });
    expect([update, tMs]).toEqual(['2.1.1', 2_000]);
    await runtime.clock.sleep(2_000);
    for (const node of [0, 1, 3]) expect(await types(cluster, node)).toContain('receive');
    const digests = cluster.nodeIds.map((node) => cluster.bulk!.viewSummary(node).digest);
    expect(new Set(digests).size).toBe(1);
    expect(await cluster.control(0).view()).toEqual([
      { key: 'k', update: '2.1.1', clock: 1, value: Buffer.from(value).toString('base64') },
    ]);
  });

  test('reports the view of each of very many as the node itself does, whatever it holds', async () => {
    const cluster = await start({ nodes: 5_000, protocol: protocolConfigSchema.parse({ detector: 'none' }) });
    const told = async (): Promise<Set<number>> => {
      const summaries = cluster.nodeIds.map((node) => cluster.bulk!.viewSummary(node));
      for (const [node, summary] of summaries.entries())
        expect(summary).toEqual(await cluster.control(node).viewSummary());
      return new Set(summaries.map(({ entries }) => entries));
    };
    await cluster.control(2).write({ key: 'k', value });
    await runtime.clock.sleep(1_500);
    expect(await told()).toEqual(new Set([0, 1]));
    await runtime.clock.sleep(3_000);
    await cluster.control(9).write({ key: 'l', value });
    await runtime.clock.sleep(1_500);
    expect(await told()).toEqual(new Set([1, 2]));
  });

  test('a killed node is unreachable; it comes back empty, in a new incarnation whose counters begin anew', async () => {
    const cluster = await start();
    await runtime.clock.sleep(2_000);
    const before = await cluster.control(1).counters();
    expect(before.messagesSent).toBeGreaterThan(10);
    await cluster.lifecycle.kill(1);
    await expect(cluster.control(1).health()).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
    await cluster.lifecycle.restart(1);
    expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 2 });
    expect((await cluster.control(1).counters()).messagesSent).toBeLessThan(before.messagesSent!);
    expect(await types(cluster, 1)).toEqual([]);
  });

  test('a paused node answers when it is resumed', async () => {
    const cluster = await start();
    await cluster.lifecycle.pause(3);
    let answered = false;
    const health = cluster.control(3).health();
    void health.then(() => {
      answered = true;
    });
    await runtime.clock.sleep(500);
    expect(answered).toBe(false);
    await cluster.lifecycle.resume(3);
    expect((await health).nowMs).toBe(500);
  });

  test('a slow node falls behind', async () => {
    const cluster = await start();
    await runtime.clock.sleep(1_000);
    // 0.2 % of a core: half a second a step.
    await cluster.lifecycle.limitCpu(0, 0.002);
    await runtime.clock.sleep(10_000);
    const [slow, other] = [await cluster.control(0).counters(), await cluster.control(1).counters()];
    expect(slow.roundsStarted).toBeLessThan(other.roundsStarted! / 3);
  });

  test('links that are cut carry neither canaries nor gossip, until they are healed', async () => {
    const cluster = await start();
    await runtime.clock.sleep(2_000);
    const others = [1, 2, 3];
    const cut = { cut: 'drop', latencyMs: 0, jitterMs: 0, loss: 0, slowCloseMs: 0 } as const;
    cluster.simulated!.set((from, to) => (from === 0 || to === 0 ? cut : undefined));
    await cluster.control(0).write({ key: 'k', value });
    await runtime.clock.sleep(2_000);
    const probes = await cluster.control(0).probe(others, 5, 100);
    expect(probes.every(({ error }) => error === 'timeout')).toBe(true);
    expect((await cluster.control(1).viewSummary()).entries).toBe(0);
    cluster.simulated!.set(undefined);
    await runtime.clock.sleep(10_000);
    expect((await cluster.control(1).viewSummary()).entries).toBe(1);
    const [probe] = await cluster.control(0).probe([1], 1, 100);
    expect(probe!.receivedMs! - probe!.sentMs).toBeCloseTo(0.5, 9);
  });

  test('its base links are as the plan has them', async () => {
    const cluster = await start({ quality: { latencyMs: 30, jitterMs: 0, loss: 0, slowCloseMs: 0 } });
    const [probe] = await cluster.control(0).probe([1], 1, 100);
    expect(probe!.answeredMs! - probe!.sentMs).toBeCloseTo(61, 9);
  });

  test('has no attackers, and says so', async () => {
    await expect(start({ allowAttacks: true })).rejects.toMatchObject({ code: 'USAGE' });
  });
});
