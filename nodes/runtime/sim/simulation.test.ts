import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type ProtocolConfig, protocolConfigSchema } from '../../protocol/node/config.js';
import { mean } from './network/links/testing/draws.js';
import { SimCluster } from './sim-cluster.js';
import { simulationSchema } from './simulation.js';

let logDirectory: string;
beforeEach(async () => {
  logDirectory = await mkdtemp(join(tmpdir(), 'gossip-bench-simulation-'));
});
afterEach(() => rm(logDirectory, { recursive: true }));

const intervalMs = 1_000;

/** Nodes that push blindly, all at the multiples of the interval, so that a message's delay can be read off its arrival. */
function pushing(
  nodes: number,
  simulation: z.input<typeof simulationSchema>,
  protocol: Partial<ProtocolConfig> = {},
  seed = 1,
): SimCluster {
  return new SimCluster({
    runId: 'test',
    nodes,
    protocol: protocolConfigSchema.parse({
      mode: 'push',
      fanout: 1,
      intervalMs,
      stopRule: 'blind-counter',
      stopK: 8,
      repairIntervalMs: 0,
      detector: 'none',
      ...protocol,
    }),
    links: 'proxy',
    simulation: simulationSchema.parse({ clock: 'rounds', ...simulation }),
    seed,
    logDirectory,
    leaseMs: 10_000,
    limits: { memoryMiB: 0, cpus: 0 },
    basePort: 0,
    allowAttacks: false,
  });
}

interface Receipt {
  readonly from: number;
  readonly to: number;
  readonly delayMs: number;
}

const run = (cluster: SimCluster, durationMs: number): void => {
  const untilMs = cluster.time.nowMs + durationMs;
  while (cluster.time.runNext(untilMs));
};

/** Writes of every node, some each round, and how long after the round they were received, by the journals. */
async function receipts(cluster: SimCluster, rounds = 60): Promise<Receipt[]> {
  for (let round = 0; round < rounds; round += 1) {
    run(cluster, intervalMs);
    for (const node of cluster.nodeIds) await cluster.control(node).write({ key: `${node}.${round}` });
  }
  run(cluster, 30 * intervalMs);
  const received: Receipt[] = [];
  cluster.bulk.takeEvents(
    () => true,
    (to, event) => {
      if (event.type === 'receive' && event.from !== undefined)
        received.push({ from: event.from, to, delayMs: event.tMs % intervalMs });
    },
  );
  return received;
}

/** Of two nodes, so that of each update one copy is under way, and not the quickest of several is seen. */
const delaysOf = async (simulation: z.input<typeof simulationSchema>): Promise<number[]> =>
  (await receipts(pushing(2, simulation), 600)).map(({ delayMs }) => delayMs).sort((a, b) => a - b);

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * sorted.length)]!;
const isNear = (value: number, expected: number, tolerance = 0.1): void =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(tolerance);

describe('the latency of a simulation, as its journals have it,', () => {
  test('is what a link takes by itself where none is given', async () => {
    const delays = await delaysOf({});
    expect(delays.length).toBeGreaterThan(1_000);
    expect([delays[0], delays.at(-1)].map((ms) => ms!.toFixed(6))).toEqual(['0.500000', '0.500000']);
  });

  test('may be constant', async () => {
    const delays = await delaysOf({ links: { latency: { distribution: 'constant', delayMs: 20 } } });
    expect([delays[0], delays.at(-1)].map((ms) => ms!.toFixed(6))).toEqual(['20.000000', '20.000000']);
  });

  test('may be uniform', async () => {
    const delays = await delaysOf({ links: { latency: { distribution: 'uniform', minMs: 10, maxMs: 50 } } });
    isNear(at(delays, 0.5), 30);
    isNear(at(delays, 0.25), 20);
    expect(delays[0]).toBeGreaterThanOrEqual(10);
    expect(delays.at(-1)).toBeLessThan(50);
  });

  test('may be normal', async () => {
    const delays = await delaysOf({
      links: { latency: { distribution: 'normal', meanMs: 50, deviationMs: 10 } },
    });
    isNear(at(delays, 0.5), 50);
    // One deviation to either side has 68 %.
    isNear(at(delays, 0.841) - at(delays, 0.159), 20, 0.15);
  });

  test('may be lognormal', async () => {
    const delays = await delaysOf({
      links: { latency: { distribution: 'lognormal', medianMs: 20, sigma: 0.5 } },
    });
    isNear(at(delays, 0.5), 20);
    isNear(at(delays, 0.841), 20 * Math.exp(0.5), 0.15);
  });

  test('may be exponential', async () => {
    const delays = await delaysOf({
      links: { latency: { distribution: 'exponential', meanMs: 20, minMs: 5 } },
    });
    expect(delays[0]).toBeGreaterThanOrEqual(5);
    isNear(at(delays, 0.5), 5 + 20 * Math.LN2);
  });

  test('may differ by region, and by direction', async () => {
    const all = await receipts(
      pushing(8, {
        links: { latency: { distribution: 'constant', delayMs: 2 } },
        regions: {
          names: ['eu', 'us'],
          shares: [0.25, 0.75],
          latencyMs: { eu: { us: 40 }, us: { eu: 70, us: 5 } },
        },
      }),
    );
    const delays = (isFrom: (node: number) => boolean, isTo: (node: number) => boolean) =>
      new Set(
        all.filter(({ from, to }) => isFrom(from) && isTo(to)).map(({ delayMs }) => Math.round(delayMs)),
      );
    const [eu, us] = [(node: number) => node < 2, (node: number) => node >= 2];
    expect([delays(eu, eu), delays(eu, us), delays(us, eu), delays(us, us)]).toEqual([
      new Set([2]),
      new Set([42]),
      new Set([72]),
      new Set([7]),
    ]);
  });

  test('has the time of processing on top, and messages that come together queue', async () => {
    const all = await receipts(
      pushing(8, {
        links: { latency: { distribution: 'constant', delayMs: 10 } },
        processing: { distribution: 'constant', delayMs: 3 },
      }),
    );
    const delays = all.map(({ delayMs }) => delayMs);
    const queued = new Set(delays.map((ms) => Math.round((ms - 10) / 3)));
    for (const ms of delays) expect((ms - 10) / 3).toBeCloseTo(Math.round((ms - 10) / 3), 6);
    expect(queued.has(0)).toBe(false);
    expect([1, 2, 3].every((place) => queued.has(place))).toBe(true);
  });

  test('shows which messages were held back', async () => {
    const delays = await delaysOf({
      links: {
        latency: { distribution: 'constant', delayMs: 10 },
        reordering: { share: 0.2, delayMs: 30 },
      },
    });
    const held = delays.filter((ms) => ms > 10.001);
    isNear(held.length / delays.length, 0.2, 0.2);
    isNear(mean(held), 25);
  });
});

describe('what arrives in a simulation', () => {
  /** Messages that arrived, for each that was sent. */
  async function arrived(links: z.input<typeof simulationSchema>['links']): Promise<number> {
    const cluster = pushing(8, { links });
    await receipts(cluster, 600);
    const { messagesSent, messagesReceived } = cluster.bulk.totalCounters();
    expect(messagesSent).toBeGreaterThan(4_000);
    return messagesReceived / messagesSent;
  }

  test.each([
    ['all of it', {}, 1],
    ['less by independent loss', { loss: { model: 'independent', share: 0.3 } }, 0.7],
    [
      'less by loss in bursts',
      {
        loss: { model: 'gilbert-elliott', goodToBad: 0.05, badToGood: 0.2, lossInGood: 0.01, lossInBad: 0.9 },
      },
      1 - (0.05 * 0.9 + 0.2 * 0.01) / 0.25,
    ],
    ['more by duplication', { duplication: 0.25 }, 1.25],
  ] as const)('is %s', async (_, links, expected) => {
    isNear(await arrived(links), expected, 0.04);
  });

  test('is duplicated over links with toxics, too', async () => {
    const cluster = pushing(8, { links: { duplication: 0.25 } });
    cluster.simulated.set(() => ({ latencyMs: 5, jitterMs: 1, loss: 0, slowCloseMs: 0 }));
    await receipts(cluster);
    const { messagesSent, messagesReceived } = cluster.bulk.totalCounters();
    isNear(messagesReceived / messagesSent, 1.25, 0.1);
  });
});

test('canaries of nodes meet the links as they are; those that confirm faults meet the faults alone', async () => {
  const cluster = pushing(8, {
    links: { latency: { distribution: 'constant', delayMs: 20 }, loss: { model: 'independent', share: 0.5 } },
    regions: { names: ['eu', 'us'], latencyMs: { eu: { us: 40 } } },
  });
  const probes = await cluster.control(0).probe([1], 400, 1_000);
  const there = probes.flatMap(({ sentMs, receivedMs }) =>
    receivedMs === undefined ? [] : [receivedMs - sentMs],
  );
  expect(new Set(there)).toEqual(new Set([60]));
  expect(Math.abs(there.length / 400 - 0.25)).toBeLessThan(0.08);
  cluster.simulated.set(() => ({ latencyMs: 30, jitterMs: 0, loss: 0, slowCloseMs: 0 }));
  expect(Array.from({ length: 50 }, () => cluster.simulated.probe(0, 1))).toEqual(
    Array.from({ length: 50 }, () => 30.5),
  );
});

test('one seed gives one story, whatever the models draw, and another seed another', async () => {
  const rough: z.input<typeof simulationSchema> = {
    clock: 'phases',
    links: {
      latency: { distribution: 'lognormal', medianMs: 20, sigma: 0.5 },
      loss: { model: 'gilbert-elliott', goodToBad: 0.05, badToGood: 0.2 },
      duplication: 0.05,
      reordering: { share: 0.1, delayMs: 30 },
    },
    regions: { names: ['eu', 'us'], latencyMs: { eu: { us: 40 } } },
    processing: { distribution: 'exponential', meanMs: 1 },
  };
  const story = async (seed: number) =>
    JSON.stringify(await receipts(pushing(8, rough, { mode: 'push-pull', repairIntervalMs: 500 }, seed), 20));
  const first = await story(4);
  expect(first.length).toBeGreaterThan(5_000);
  expect(await story(4)).toBe(first);
  expect(await story(5)).not.toBe(first);
});
