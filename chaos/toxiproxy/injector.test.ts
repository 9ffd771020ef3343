import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { monotonicMs } from '../../nodes/reference/clock.js';
import { type LinkQuality, linkQualitySchema } from '../fault.js';
import type { DirectedLink, FaultInjector } from '../injector.js';
import { createToxiproxyInjector } from './injector.js';
import { provisionLinks } from './provision-links.js';
import { type CanaryPeers, startCanaryPeers } from './testing/canary-peers.js';
import { hangingOn } from './testing/hanging-api.js';
import { startToxiproxy, type ToxiproxyServer } from './testing/toxiproxy-server.js';
import { type ProxyState, ToxiproxyApi } from './toxiproxy-api.js';

const nodes = 4;
let server: ToxiproxyServer;
let peers: CanaryPeers;
let api: ToxiproxyApi;
let injector: FaultInjector;

beforeAll(async () => {
  server = await startToxiproxy();
  api = new ToxiproxyApi(server.apiUrl);
}, 180_000);
afterAll(() => server.stop());

beforeEach(async () => {
  peers = await startCanaryPeers(nodes);
});
afterEach(async () => {
  for (const proxy of (await api.proxies()).values()) await api.removeProxy(proxy);
  await peers.stop();
});

/** Delays in these tests are long, so that a busy machine's own part stays within what is tolerated. */
const quality = (fields: object): LinkQuality => linkQualitySchema.parse({ kind: 'linkQuality', ...fields });

async function provisioned(base?: LinkQuality): Promise<readonly DirectedLink[]> {
  const { apiUrl } = server;
  await provisionLinks(apiUrl, peers.links, base);
  const { links, control } = peers;
  injector = createToxiproxyInjector({ apiUrl, links, control, clock: monotonicMs });
  return links;
}

const streamsOf = (proxy: ProxyState | undefined): string[] =>
  (proxy?.toxics ?? []).map(({ name }) => name).sort();

test('latency and loss on all links are confirmed by canaries, in both directions', async () => {
  const links = await provisioned();
  const injection = await injector.apply(quality({ latencyMs: 200, jitterMs: 10, loss: 0.1 }), links);
  const { confirmed, reasons, measured, firstMs, lastMs } = await injector.confirm(injection);
  expect(reasons).toEqual([]);
  expect(confirmed).toBe(true);
  expect(measured.probes).toBe(nodes * (nodes - 1) * 100);
  expect(measured.latencyMs?.p50).toBeGreaterThan(195);
  expect(measured.latencyMs?.p05).toBeGreaterThan(189);
  expect(measured.loss?.low).toBeGreaterThan(0.06);
  expect(measured.loss?.high).toBeLessThan(0.15);
  expect(lastMs).toBeGreaterThanOrEqual(firstMs);
});

test('the quality that links were provisioned with is confirmed without an injection of its own', async () => {
  const base = quality({ latencyMs: 200 });
  const links = await provisioned(base);
  const base0 = { fault: base, links, appliedFromMs: 0, appliedToMs: 0 };
  expect(await injector.confirm(base0)).toMatchObject({ confirmed: true, reasons: [] });
});

test('a fault on one direction is upstream of its own proxy and downstream of the opposite one, and nowhere else', async () => {
  await provisioned();
  const injection = await injector.apply(quality({ latencyMs: 200 }), [{ from: 0, to: 1 }]);
  const proxies = await api.proxies();
  expect(streamsOf(proxies.get('n0-n1'))).toEqual(['fault1.latency.upstream']);
  expect(streamsOf(proxies.get('n1-n0'))).toEqual(['fault1.latency.downstream']);
  expect([...proxies.values()].filter(({ toxics }) => toxics.length > 0)).toHaveLength(2);
  const { confirmed, measured } = await injector.confirm(injection);
  expect(confirmed).toBe(true);
  expect(measured.latencyMs?.p05).toBeGreaterThan(195);
});

test('a direction that loses everything is seen to lose everything, and delay is not asked for', async () => {
  await provisioned();
  const injection = await injector.apply(quality({ loss: 1 }), [{ from: 2, to: 3 }]);
  const { confirmed, measured } = await injector.confirm(injection);
  expect(confirmed).toBe(true);
  expect(measured.loss?.fraction).toBe(1);
  expect(measured.latencyMs).toBeUndefined();
});

test('a toxic that somebody else took away is missed, and so is its effect', async () => {
  const links = await provisioned();
  const injection = await injector.apply(quality({ latencyMs: 60 }), links);
  for (const proxy of (await api.proxies()).values()) {
    for (const toxic of proxy.toxics) await api.removeToxic(proxy, toxic);
  }
  const { confirmed, reasons } = await injector.confirm(injection);
  expect(confirmed).toBe(false);
  expect(reasons[0]).toMatch(/^n\d-n\d: asked latency jitter=0 latency=60 on \w+ × 1, read back nothing$/);
  expect(reasons.at(-1)).toMatch(/median one-way delay .* asked 0\.0 ms|and \d+ more links/);
});

test('a link whose proxy is disabled makes the fault unconfirmed and is named', async () => {
  await provisioned();
  const injection = await injector.apply(quality({ latencyMs: 10 }), [{ from: 0, to: 1 }]);
  await api.setEnabled((await api.proxies()).get('n0-n1') ?? expect.fail(), false);
  const { confirmed, reasons } = await injector.confirm(injection);
  expect(confirmed).toBe(false);
  expect(reasons).toContain('n0-n1: its proxy is disabled');
});

test('heal takes away what its fault had put there, and nothing of the base or of other faults', async () => {
  const links = await provisioned(quality({ latencyMs: 5 }));
  const slow = await injector.apply(quality({ latencyMs: 10 }), links);
  await injector.apply(quality({ rateKBps: 100 }), links);
  await injector.heal(slow);
  await injector.heal(slow);
  const names = (await api.proxies())
    .values()
    .next()
    .value?.toxics.map(({ name }) => name);
  expect(names?.sort()).toEqual([
    'base.latency.downstream',
    'base.latency.upstream',
    'fault2.bandwidth.downstream',
    'fault2.bandwidth.upstream',
  ]);
  await injector.healAll();
  for (const proxy of (await api.proxies()).values()) {
    expect(streamsOf(proxy)).toEqual(['base.latency.downstream', 'base.latency.upstream']);
  }
});

test('a fault that cannot be put on every link is on none', async () => {
  const links = await provisioned();
  const gone = (await api.proxies()).get('n3-n2') ?? expect.fail();
  await api.removeProxy(gone);
  await expect(injector.apply(quality({ latencyMs: 10 }), links)).rejects.toThrow('404 proxy not found');
  for (const proxy of (await api.proxies()).values()) expect(proxy.toxics).toEqual([]);
});

test('a Toxiproxy that is killed is lost', async () => {
  const other = await startToxiproxy();
  const { links, control } = peers;
  const orphan = createToxiproxyInjector({ apiUrl: other.apiUrl, links, control, clock: monotonicMs });
  await other.stop();
  await expect(orphan.apply(quality({ loss: 1 }), links)).rejects.toMatchObject({ code: 'TOXIPROXY_LOST' });
});

test('a proxy that Toxiproxy hangs on while its toxic is removed is made anew with what is left on it', async () => {
  await provisioned(quality({ latencyMs: 5 }));
  const hanging = await hangingOn(server.apiUrl, 'DELETE', '/proxies/n0-n1/toxics/fault1.latency.upstream');
  const { links, control } = peers;
  const other = createToxiproxyInjector({ apiUrl: hanging.url, links, control, clock: monotonicMs });
  const injection = await other.apply(quality({ latencyMs: 30 }), [{ from: 0, to: 1 }]);
  await other.heal(injection);
  hanging.stop();
  const { listen, upstream } = links.find(({ from, to }) => from === 0 && to === 1) ?? expect.fail();
  const proxy = (await api.proxies()).get('n0-n1');
  expect(proxy).toMatchObject({ listen, upstream, enabled: true });
  expect(streamsOf(proxy)).toEqual(['base.latency.downstream', 'base.latency.upstream']);
});
