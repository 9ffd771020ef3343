import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { protocolConfigSchema } from '../../protocol/node/config.js';
import { deadline } from '../../testing/deadline.js';
import type { ClusterPlan, RunningCluster } from '../cluster.js';
import { keysOf } from '../start/node-keys.js';
import { processRuntime } from './process-runtime.js';
import { Workshop } from './testing/workshop.js';

const never = new AbortController().signal;
const value = new TextEncoder().encode('v');

let workshop: Workshop;
let cluster: RunningCluster | undefined;

beforeAll(async () => {
  workshop = await Workshop.open();
});
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});
afterAll(() => workshop.close());

async function start(change: Partial<ClusterPlan>): Promise<{ running: RunningCluster; plan: ClusterPlan }> {
  const plan = await workshop.plan({
    protocol: protocolConfigSchema.parse({ intervalMs: 30, repairIntervalMs: 100, auth: 'ed25519' }),
    ...change,
  });
  const runtime = processRuntime({
    nodeBundle: workshop.nodeBundle,
    toxiproxyBinary: () => Promise.reject(new Error('direct links only')),
  });
  const running = await runtime.start(plan, { provisionLinks: async () => undefined }, never);
  cluster = running;
  return { running, plan };
}

async function expectEverywhere(running: RunningCluster, key: string): Promise<void> {
  for (const node of running.nodeIds) {
    await vi.waitFor(async () => {
      const view = await running.control(node).view();
      expect(view.map((entry) => entry.key)).toContain(key);
    }, deadline);
  }
}

test('nodes of a signing run believe each other, in later lives too, and no private key is in their logs', async () => {
  const { running, plan } = await start({});
  await running.control(1).write({ key: 'first', value });
  await expectEverywhere(running, 'first');
  await running.lifecycle.kill(1);
  await running.lifecycle.restart(1);
  await running.control(1).write({ key: 'second', value });
  await expectEverywhere(running, 'first');
  await expectEverywhere(running, 'second');
  for (const node of running.nodeIds) {
    expect((await running.control(node).counters()).updatesRejected).toBe(0);
  }
  await running.stop();
  const logs = await readdir(plan.logDirectory);
  expect(logs).toHaveLength(running.nodeIds.length);
  for (const log of logs) {
    const text = await readFile(join(plan.logDirectory, log), 'utf8');
    for (const node of running.nodeIds) expect(text).not.toContain(keysOf(plan, node).privateKey);
  }
});

test('only a plan that allows attacks has nodes that attack', async () => {
  const { running } = await start({ allowAttacks: true });
  await running.control(0).attack([{ atMs: 0, attack: 'forge', frames: 20 }]);
  await vi.waitFor(async () => {
    const counts = await Promise.all([1, 2].map((node) => running.control(node).counters()));
    expect(counts.some(({ updatesRejected = 0 }) => updatesRejected > 0)).toBe(true);
  }, deadline);
  await running.stop();
  const peaceful = await start({ allowAttacks: false });
  await expect(peaceful.running.control(0).attack([])).rejects.toThrow(/403/);
});
