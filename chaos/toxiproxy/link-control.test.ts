import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { monotonicMs } from '../../nodes/reference/clock.js';
import { linkQualitySchema } from '../faults/link-quality.js';
import { type PartitionMode, partitionModes } from '../faults/partition.js';
import { effectiveLinkState, type LinkState, soundLink } from '../link-control/link-state.js';
import { linksAcross, linksFromTo } from '../links/directed-links.js';
import { ToxiproxyApi } from './api/toxiproxy-api.js';
import { ToxiproxyLinkControl } from './link-control.js';
import { provisionLinks } from './proxies/provision-links.js';
import { type CanaryPeers, startCanaryPeers } from './testing/canary-peers.js';
import { apiHangingOn } from './testing/hanging-api.js';
import { startToxiproxy, type ToxiproxyServer } from './testing/toxiproxy-server.js';

const sides = [
  [0, 1],
  [2, 3],
];
const across = linksAcross(sides);
const lookout = { sides, answers: () => true };
const base = linkQualitySchema.parse({ kind: 'linkQuality', latencyMs: 5 });
let server: ToxiproxyServer;
let peers: CanaryPeers;
let api: ToxiproxyApi;

beforeAll(async () => {
  server = await startToxiproxy();
  api = new ToxiproxyApi(server.apiUrl);
});
afterAll(() => server.stop());

beforeEach(async () => {
  peers = await startCanaryPeers(4);
  await provisionLinks(server.apiUrl, peers.links, base);
});
afterEach(async () => {
  for (const proxy of (await api.proxies()).values()) await api.removeProxy(proxy);
  await peers.stop();
});

const linkControl = (apiUrl = server.apiUrl) =>
  new ToxiproxyLinkControl({ apiUrl, links: peers.links, control: peers.control, clock: monotonicMs });

const cutBy = (mode: PartitionMode): LinkState => ({ ...soundLink, cut: mode });
const changes = (links: typeof across, state: LinkState) => links.map((link) => ({ link, state }));

/** Which pairs get an answer to a canary. */
async function reachable(from: number, to: number): Promise<boolean> {
  const [result] = await peers.control(from).probe([to], 1, 600);
  return result?.receivedMs !== undefined;
}

describe.each(partitionModes)('a partition by %s', (mode) => {
  test('cuts what is between the sides, is confirmed, and leaves no trace when it is healed', async () => {
    const control = linkControl();
    const { firstMs, lastMs } = await control.set(changes(across, cutBy(mode)));
    expect(lastMs).toBeGreaterThanOrEqual(firstMs);
    expect(await Promise.all([reachable(0, 2), reachable(3, 1), reachable(0, 1)])).toEqual([
      false,
      false,
      true,
    ]);
    const seen = await control.confirm(across, lookout);
    expect(seen).toMatchObject({ confirmed: true, reasons: [], measured: { loss: { fraction: 1 } } });
    expect(seen.measured.probes).toBeGreaterThanOrEqual(across.length);
    await control.set(changes(across, soundLink));
    expect(await control.confirm(across, lookout)).toMatchObject({ confirmed: true, reasons: [] });
    for (const { enabled, toxics } of (await api.proxies()).values()) {
      expect(enabled).toBe(true);
      expect(toxics.map(({ name }) => name).sort()).toEqual([
        'base.latency.downstream',
        'base.latency.upstream',
      ]);
    }
  });

  test('in one direction lets questions pass the other way, but no answers', async () => {
    const control = linkControl();
    const oneWay = linksFromTo([0, 1], [2, 3]);
    await control.set(changes(oneWay, cutBy(mode)));
    expect(await control.confirm(oneWay, lookout)).toMatchObject({ confirmed: true, reasons: [] });
    const [before, after] = [await peers.control(0).probesReceived(), await reachable(2, 0)];
    expect(after).toBe(false);
    expect((await peers.control(0).probesReceived()).get(2)).toBe((before.get(2) ?? 0) + 1);
  });
});

test('a cut link that leaks is reported, and so is what is missing', async () => {
  const control = linkControl();
  await control.set(changes(across, cutBy('drop')));
  for (const [name, proxy] of await api.proxies()) {
    if (name !== 'n0-n2') continue;
    for (const toxic of proxy.toxics) await api.removeToxic(proxy, toxic);
  }
  const { confirmed, reasons } = await control.confirm(across, lookout);
  expect(confirmed).toBe(false);
  expect(reasons[0]).toContain('n0-n2: requested timeout timeout=0');
  expect(reasons.join('\n')).toMatch(/canaries passed n0-n2 upstream, which is cut/);
});

test('what is on a link under a partition is there again when the partition is healed', async () => {
  const control = linkControl();
  const slow = { kind: 'linkQuality', latencyMs: 40, jitterMs: 0, loss: 0, rateKBps: 0 } as const;
  const cut = { kind: 'partition', mode: 'drop', shape: { kind: 'halves' } } as const;
  await control.set(changes(across, effectiveLinkState([slow])));
  await control.set(changes(across, effectiveLinkState([slow, cut])));
  expect(await control.confirm(across, lookout)).toMatchObject({ confirmed: true });
  await control.set(changes(across, effectiveLinkState([slow])));
  const { confirmed, measured } = await control.confirm(across, lookout);
  expect(confirmed).toBe(true);
  expect(measured.latencyMs?.p05).toBeGreaterThan(40);
});

test('nodes that are down are not asked, and a fault that no canary can see is confirmed only by read-back', async () => {
  const control = linkControl();
  await control.set(changes(across, cutBy('drop')));
  const seen = await control.confirm(across, { sides, answers: () => false });
  expect(seen).toMatchObject({ confirmed: true, measured: { probes: 0 } });
  expect(seen.reasons[0]).toContain('only by read-back');
});

test('the last word on a link counts, also when an earlier one is still being carried out', async () => {
  const control = linkControl();
  await Promise.all([
    control.set(changes(across, cutBy('drop'))),
    control.set(changes(across, cutBy('refuse'))),
    control.set(changes(across, { ...soundLink, loss: 1 })),
    control.set(changes(across, soundLink)),
  ]);
  expect(await control.confirm(across, lookout)).toMatchObject({ confirmed: true, reasons: [] });
  expect(await reachable(0, 2)).toBe(true);
});

test('a proxy that Toxiproxy hangs on at the heal is made anew, with its base link', async () => {
  const hanging = await apiHangingOn(
    server.apiUrl,
    'DELETE',
    '/proxies/n0-n2/toxics/chaos.cut.timeout.upstream',
  );
  const control = linkControl(hanging.url);
  await control.set(changes(across, cutBy('drop')));
  await control.healAll();
  hanging.stop();
  const proxy = (await api.proxies()).get('n0-n2');
  expect(proxy).toMatchObject({ enabled: true });
  expect(proxy?.toxics.map(({ name }) => name).sort()).toEqual([
    'base.latency.downstream',
    'base.latency.upstream',
  ]);
  expect(await reachable(0, 2)).toBe(true);
});

test('a proxy that is gone, or on which Toxiproxy hangs while links are cut, is made anew', async () => {
  const hanging = await apiHangingOn(server.apiUrl, 'POST', '/proxies/n0-n2/toxics', 1);
  const control = linkControl(hanging.url);
  await control.prepare();
  await api.removeProxy((await api.proxies()).get('n2-n1') ?? expect.fail());
  await control.set(changes(across, cutBy('drop')));
  expect(await control.confirm(across, lookout)).toMatchObject({ confirmed: true, reasons: [] });
  hanging.stop();
});

test('a Toxiproxy that is killed is lost', async () => {
  const other = await startToxiproxy();
  const control = linkControl(other.apiUrl);
  await other.stop();
  await expect(control.set(changes(across, cutBy('drop')))).rejects.toMatchObject({ code: 'TOXIPROXY_LOST' });
});
