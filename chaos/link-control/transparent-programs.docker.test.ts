import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';
import { buildImplementation } from '../../nodes/implementations/build-implementation.js';
import { findImplementation } from '../../nodes/implementations/find-implementation.js';
import { resolveParameters } from '../../nodes/implementations/parameters.js';
import { realClock } from '../../nodes/runtime/clock.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import { dockerRuntime } from '../../nodes/runtime/docker/docker-runtime.js';
import { openWorkshop, type Workshop } from '../../nodes/runtime/docker/testing/docker-cluster.js';
import { describeWithEngine } from '../../nodes/runtime/docker/testing/engine-available.js';
import { lineProgram } from '../../nodes/runtime/testing/line-cluster-suite.js';
import { deadline } from '../../nodes/testing/deadline.js';
import { linkQualitySchema } from '../faults/link-quality.js';
import { partitionSchema } from '../faults/partition.js';
import { LinkSet } from '../links/link-set.js';
import { linkControlFor } from './cluster-links.js';
import type { LinkControl } from './link-control.js';
import { provisionLinks } from './provision-links.js';

const never = new AbortController().signal;
const value = Buffer.from('value');
const silenceMs = 3_000;
const latencyMs = 200;
const cutOff = partitionSchema.parse({ kind: 'partition', shape: { kind: 'halves' } });
const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

let workshop: Workshop;
let running: RunningCluster | undefined;

async function start(
  nodes: number,
  program: NodeProgram,
): Promise<{ cluster: RunningCluster; links: LinkControl }> {
  const plan = workshop.plan({ nodes, links: 'transparent', programs: Array(nodes).fill(program) });
  const hooks = {
    provisionLinks: (...[apiUrl, all, relay]: Parameters<typeof openLinks>) => openLinks(apiUrl, all, relay),
  };
  running = await dockerRuntime(workshop.options).start(plan, hooks, never);
  const links = linkControlFor(running, realClock)!;
  await links.prepare();
  return { cluster: running, links };
}

const openLinks = (
  apiUrl: string,
  links: Parameters<typeof provisionLinks>[1],
  relay: Parameters<typeof provisionLinks>[3],
) => provisionLinks(apiUrl, links, undefined, relay);

/** A shipped program, with its defaults but for `own`. */
function shipped(name: string, own: Record<string, string> = {}): Promise<NodeProgram> {
  const implementation = findImplementation(name);
  const { parameters } = resolveParameters(implementation.manifest, { own, standard: {} });
  return buildImplementation(implementation, parameters, { onNotice: () => undefined, signal: never });
}

async function receipts(cluster: RunningCluster, at: number): Promise<ReadonlyMap<string, number>> {
  const { events } = await cluster.control(at).journal(1);
  return new Map(
    events.flatMap((event): [string, number][] =>
      event.type === 'receive' ? [[event.update, event.tMs]] : [],
    ),
  );
}

/** A write that is received at every other node of the cluster: how long that took at most, ms. */
async function spread(cluster: RunningCluster, from: number, waiting = deadline): Promise<number> {
  const { update, tMs } = await cluster.control(from).write({ key: `k${from}`, value });
  const others = cluster.nodeIds.filter((node) => node !== from);
  const times = await vi.waitFor(async () => {
    const all = await Promise.all(others.map(async (node) => (await receipts(cluster, node)).get(update)));
    expect(all).not.toContain(undefined);
    return all as number[];
  }, waiting);
  return Math.max(...times) - tMs;
}

/** Writes until one is received everywhere: what is written before all have joined need not be. */
const awaitSpread = (cluster: RunningCluster): Promise<number> =>
  vi.waitFor(() => spread(cluster, 0, { timeout: 2_000, interval: 50 }), deadline);

/** The least of several: what is late by chance is late once. */
async function fastest(cluster: RunningCluster, from: number): Promise<number> {
  const times: number[] = [];
  for (let write = 0; write < 5; write += 1) times.push(await spread(cluster, from));
  return Math.min(...times);
}

describeWithEngine('over transparent links', () => {
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

  describe.each([
    ['serf-agent', 'go'],
    ['etcd', 'etcd'],
    ['redis-bus', 'redis-server'],
  ])('an unmodified %s', (name, needed) => {
    test.skipIf(!isInstalled(needed))(
      'receives nothing while every link is cut, and again after the heal',
      async () => {
        const { cluster, links } = await start(3, await shipped(name));
        await awaitSpread(cluster);
        await links.begin(1, cutOff, LinkSet.fromTo([0, 1, 2], [0, 1, 2]));
        // Who needs the others for a write cannot answer.
        const cut = cluster
          .control(0)
          .write({ key: 'cut', value })
          .catch(() => undefined);
        const before = await Promise.all([1, 2].map((node) => receipts(cluster, node)));
        await sleep(silenceMs);
        const after = await Promise.all([1, 2].map((node) => receipts(cluster, node)));
        expect(after).toEqual(before);
        await links.end(1);
        await awaitSpread(cluster);
        await cut;
      },
    );
  });

  test.skipIf(!isInstalled('go')).each([
    ['datagrams of an unmodified serf-agent', () => shipped('serf-agent', { profile: 'local' })],
    ['connections of a program', async () => lineProgram('right')],
  ])('of %s only those of one direction are late where one link is slow', async (_, program) => {
    const { cluster, links } = await start(2, await program());
    await awaitSpread(cluster);
    const slow = linkQualitySchema.parse({ kind: 'linkQuality', latencyMs });
    await links.begin(1, slow, LinkSet.fromTo([0], [1]));
    expect(await fastest(cluster, 0)).toBeGreaterThanOrEqual(latencyMs - 1);
    expect(await fastest(cluster, 1)).toBeLessThan(latencyMs);
  });
});
