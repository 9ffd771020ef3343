import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deadline } from '../../../testing/deadline.js';
import { listRuns } from '../../clean-up/run-registry.js';
import type { ClusterPlan } from '../../cluster.js';
import { ensureToxiproxy } from '../../toxiproxy/ensure-toxiproxy.js';
import { connectEngine } from '../engine/engine.js';
import { engineObjects, openWorkshop, type Workshop } from '../testing/docker-cluster.js';
import { describeWithEngine } from '../testing/engine-available.js';
import { removeLeftovers } from './clean.js';
import { runLabels } from './labels.js';
import { removeRun } from './remove-run.js';

/** The promise: nothing of a run is left 15 s after its harness was killed. */
const engine = connectEngine();
let workshop: Workshop;
let harness: ChildProcess | undefined;

async function conduct(plan: ClusterPlan): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../testing/conduct-cluster.ts', import.meta.url));
  const { nodeBundle, gatewayBundle, loadBundle, relayBundle } = workshop.options;
  const toxiproxy = (await ensureToxiproxy()).path;
  const errand = JSON.stringify({ plan, nodeBundle, gatewayBundle, loadBundle, relayBundle, toxiproxy });
  harness = spawn(process.execPath, ['--import', 'tsx', script, errand], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return harness;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describeWithEngine('what a dead harness leaves', () => {
  beforeAll(async () => {
    workshop = await openWorkshop();
    vi.stubEnv('GOSSIP_BENCH_STATE_DIR', workshop.folder);
  });
  afterEach(() => {
    harness?.kill('SIGKILL');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await workshop.remove();
  });

  test('is gone after SIGKILL of a harness whose cluster is up', async () => {
    const plan = workshop.plan();
    const child = await conduct(plan);
    if (child.stdout) expect(String(await once(child.stdout, 'data'))).toBe('up\n');
    expect(await engineObjects(plan.runId)).toHaveLength(5);
    await kill(child);
    await vi.waitFor(async () => {
      expect(await engineObjects(plan.runId)).toEqual([]);
      expect(await listRuns()).toEqual([]);
    }, deadline);
  });

  test.each([
    ['its network', 1],
    ['some of its containers', 3],
  ])('is gone after SIGKILL while the engine has %s', async (_, objects) => {
    const plan = workshop.plan({ nodes: 6 });
    const child = await conduct(plan);
    await vi.waitFor(async () => {
      expect((await engineObjects(plan.runId)).length).toBeGreaterThanOrEqual(objects);
    }, deadline);
    await kill(child);
    await vi.waitFor(() => expect(listRuns()).resolves.toEqual([]), deadline);
    expect(await engineObjects(plan.runId)).toEqual([]);
  });

  test.each([
    ['the namespace of a node and no rules', 3],
    ['some of its namespaces with their rules', 6],
  ])('is gone after SIGKILL while a cluster with transparent links has %s', async (_, objects) => {
    const plan = workshop.plan({ links: 'transparent' });
    const child = await conduct(plan);
    await vi.waitFor(async () => {
      expect((await engineObjects(plan.runId)).length).toBeGreaterThanOrEqual(objects);
    }, deadline);
    await kill(child);
    await vi.waitFor(() => expect(listRuns()).resolves.toEqual([]), deadline);
    expect(await engineObjects(plan.runId)).toEqual([]);
  });

  test('is found by clean-up: runs of a dead harness go, those of a living one only by force', async () => {
    const { runId: dead } = workshop.plan();
    const { runId: alive } = workshop.plan();
    const { runId: elsewhere } = workshop.plan();
    const labels = await runLabels(alive);
    await engine.createNetwork({ Name: alive, Labels: labels });
    await engine.createNetwork({
      Name: dead,
      Labels: { ...labels, 'gossip-bench.run': dead, 'gossip-bench.pid-start': '1' },
    });
    await engine.createNetwork({
      Name: elsewhere,
      Labels: { ...labels, 'gossip-bench.run': elsewhere, 'gossip-bench.host': 'another-machine' },
    });
    try {
      const removed = await removeLeftovers({ force: false });
      expect(removed).toContainEqual({ runId: dead, containers: [], networks: [dead] });
      expect(removed.map(({ runId }) => runId)).not.toContain(alive);
      expect(await engineObjects(elsewhere)).toEqual([elsewhere]);
    } finally {
      for (const runId of [dead, alive, elsewhere]) {
        await removeRun(engine, runId, { quietMs: 0, deadlineMs: 10_000 });
      }
    }
  });
});
