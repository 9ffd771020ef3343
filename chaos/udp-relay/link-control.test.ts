import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monotonicMs } from '../../nodes/reference/clock.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import { type LinkQuality, linkQualitySchema } from '../faults/link-quality.js';
import { partitionSchema } from '../faults/partition.js';
import type { LinkFault } from '../link-control/link-state.js';
import { LinkSet } from '../links/link-set.js';
import { confirmBaseDirections } from './confirm/confirm-base-directions.js';
import { UdpLinkControl } from './link-control.js';
import { provisionRelay } from './provision-relay.js';
import type { RelayQuestion } from './relay/relay-protocol.js';
import { UdpRelay } from './relay/udp-relay.js';
import { type DatagramNodes, startDatagramNodes } from './testing/datagram-nodes.js';
import { doorOf } from './testing/relay-door.js';

let nodes: DatagramNodes;
let relay: UdpRelay;

beforeEach(async () => {
  nodes = await startDatagramNodes(4);
  relay = new UdpRelay(7);
});

afterEach(async () => {
  await relay.close();
  await nodes.stop();
});

const quality = (fields: object): LinkQuality => linkQualitySchema.parse({ kind: 'linkQuality', ...fields });

const cut = (mode: 'drop' | 'stall' | 'refuse'): LinkFault => ({
  ...partitionSchema.parse({ kind: 'partition', shape: { kind: 'halves' }, mode }),
});

const all = LinkSet.fromTo([0, 1, 2, 3], [0, 1, 2, 3]);
const halves = LinkSet.across([
  [0, 1],
  [2, 3],
]);
const lookout = { sides: [], answers: () => true };

async function controlOf(
  base: LinkQuality | undefined,
  door: RelayDoor = doorOf(relay),
): Promise<UdpLinkControl> {
  await provisionRelay(door, nodes.links, base);
  const control = new UdpLinkControl({ door, links: nodes.links, clock: monotonicMs });
  await control.prepare();
  return control;
}

describe('faults on the UDP side of links', () => {
  it('are put on, seen by canaries, and gone after their end', async () => {
    const control = await controlOf(undefined);
    const { firstMs, lastMs } = await control.begin(1, quality({ latencyMs: 60, loss: 0.2 }), halves);
    expect(lastMs - firstMs).toBeLessThan(1_000);
    const { confirmed, reasons, measured } = await control.confirm(halves, lookout);
    expect(reasons).toEqual([]);
    expect(confirmed).toBe(true);
    expect(measured.lossPer).toBe('datagram');
    expect(measured.latencyMs?.p50).toBeGreaterThan(59);
    expect(measured.latencyMs?.p50).toBeLessThan(80);
    expect(measured.loss?.low).toBeGreaterThan(0.14);
    expect(measured.loss?.high).toBeLessThan(0.26);
    await control.end(1);
    const healed = await control.confirm(halves, lookout);
    expect(healed).toMatchObject({ confirmed: true, reasons: [] });
    expect(healed.measured.loss?.fraction).toBeLessThan(0.01);
  });

  it('come on top of what the base links are like', async () => {
    const control = await controlOf(quality({ latencyMs: 50, loss: 0.1 }));
    await control.begin(1, quality({ latencyMs: 50, loss: 0.1 }), halves);
    const { confirmed, reasons, measured } = await control.confirm(halves, lookout);
    expect(reasons).toEqual([]);
    expect(confirmed).toBe(true);
    expect(measured.latencyMs?.p50).toBeGreaterThan(99);
    expect(measured.loss?.fraction).toBeGreaterThan(0.14);
  });

  it.each(['drop', 'stall', 'refuse'] as const)(
    'cut both ways by %s, and the other links carry on',
    async (mode) => {
      const control = await controlOf(undefined);
      await control.begin(1, cut(mode), halves);
      const { confirmed, reasons, measured } = await control.confirm(halves, lookout);
      expect(reasons).toEqual([]);
      expect(confirmed).toBe(true);
      expect(measured.loss?.fraction).toBe(1);
      await control.healAll();
      expect(await control.confirm(halves, lookout)).toMatchObject({ confirmed: true, reasons: [] });
    },
  );

  it('cut one way alone, and say that a refusal is then a drop', async () => {
    const control = await controlOf(undefined);
    const there = LinkSet.fromTo([0], [1]);
    await control.begin(1, cut('refuse'), there);
    const { confirmed, reasons, measured } = await control.confirm(there, lookout);
    expect(confirmed).toBe(true);
    expect(reasons).toEqual([
      'datagrams over n0-n1 are dropped and not refused: the other direction needs the port',
    ]);
    expect(measured.loss?.fraction).toBe(1);
    const back = await control.confirm(LinkSet.fromTo([1], [0]), lookout);
    expect(back.measured.loss?.fraction).toBe(0);
  });

  it.each([
    [{ kind: 'slowClose', delayMs: 100 }, 'a delayed close'],
    [{ kind: 'reset', afterMs: 0, probability: 1 }, 'a reset'],
    [{ kind: 'slicer', averageBytes: 10, variationBytes: 0, pauseUs: 0 }, 'slices'],
    [{ kind: 'limitData', limitBytes: 10 }, 'a limit of bytes'],
  ] as const)('say of %j that datagrams do not feel it', async (fault, what) => {
    const control = await controlOf(undefined);
    await control.begin(1, fault, halves);
    const { confirmed, reasons } = await control.confirm(halves, lookout);
    expect(confirmed).toBe(true);
    expect(reasons).toEqual([`${what} acts on connections alone: datagrams have none`]);
  });

  it('are not believed where the relay lacks them', async () => {
    const real = doorOf(relay);
    // A relay that takes changes and makes none.
    const door: RelayDoor = {
      ask: (question) =>
        (question as RelayQuestion).ask === 'set' ? Promise.resolve({ spanMs: 0 }) : real.ask(question),
    };
    const control = await controlOf(undefined, door);
    await control.begin(1, cut('drop'), halves);
    const { confirmed, reasons } = await control.confirm(halves, lookout);
    expect(confirmed).toBe(false);
    expect(reasons).toContain('n0-n2: requested cut=drop for datagrams, read back nothing');
    expect(reasons.some((reason) => reason.includes('canaries passed n0-n2 datagrams, which is cut'))).toBe(
      true,
    );
  });

  it('are not believed where the relay says that it has them, and carries on', async () => {
    const real = doorOf(relay);
    const faults = new Map<string, object>();
    const door: RelayDoor = {
      async ask(question) {
        const asked = question as RelayQuestion;
        if (asked.ask === 'set') {
          for (const change of asked.changes) faults.set(`${change.from}>${change.to}`, change.faults);
          return { spanMs: 0 };
        }
        const said = await real.ask(question);
        if (asked.ask !== 'read') return said;
        const { directions } = said as { directions: { from: number; to: number; faults: object }[] };
        return {
          directions: directions.map((one) => ({
            ...one,
            faults: faults.get(`${one.from}>${one.to}`) ?? one.faults,
          })),
        };
      },
    };
    const control = await controlOf(undefined, door);
    await control.begin(1, quality({ loss: 0.3 }), halves);
    const { confirmed, reasons } = await control.confirm(halves, lookout);
    expect(confirmed).toBe(false);
    expect(reasons[0]).toMatch(/0\.0 % of the canaries were lost per direction .* requested 30\.0 %/);
  });
});

describe('the base links', () => {
  it('are confirmed by read-back and canaries over all of them', async () => {
    const base = quality({ latencyMs: 40, jitterMs: 5, loss: 0.1, rateKBps: 500 });
    await provisionRelay(doorOf(relay), nodes.links, base);
    const { confirmed, reasons, measured } = await confirmBaseDirections(base, all, doorOf(relay));
    expect(reasons).toEqual([]);
    expect(confirmed).toBe(true);
    expect(measured.probes).toBe(2_400);
    expect(measured.loss?.fraction).toBeGreaterThan(0.07);
    expect(measured.loss?.fraction).toBeLessThan(0.13);
  });

  it('are not, where they are like something else', async () => {
    await provisionRelay(doorOf(relay), nodes.links, quality({ latencyMs: 10 }));
    const { confirmed, reasons } = await confirmBaseDirections(
      quality({ latencyMs: 90 }),
      all,
      doorOf(relay),
    );
    expect(confirmed).toBe(false);
    expect(reasons[0]).toBe('n0-n1: requested latencyMs=90 for datagrams, read back latencyMs=10');
    expect(reasons.at(-1)).toMatch(/median one-way delay .* requested 90\.0 ms/);
  });
});
