import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LinkQuality, linkQualitySchema } from '../../faults/link-quality.js';
import type { LinksSeen } from '../../link-control/link-control.js';
import { ToxiproxyApi } from '../api/toxiproxy-api.js';
import { provisionLinks } from '../proxies/provision-links.js';
import { type CanaryPeers, startCanaryPeers } from '../testing/canary-peers.js';
import { startToxiproxy, type ToxiproxyServer } from '../testing/toxiproxy-server.js';
import { confirmBaseLinks } from './confirm-base-links.js';

const nodes = 4;
let server: ToxiproxyServer;
let peers: CanaryPeers;
let api: ToxiproxyApi;

beforeAll(async () => {
  server = await startToxiproxy();
  api = new ToxiproxyApi(server.apiUrl);
});
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

const provision = (base: LinkQuality): Promise<void> => provisionLinks(server.apiUrl, peers.links, base);
const confirm = (base: LinkQuality): Promise<LinksSeen> =>
  confirmBaseLinks(base, peers.links, server.apiUrl, peers.control);

test('latency and loss on all links are confirmed by canaries, in both directions', async () => {
  const base = quality({ latencyMs: 1_000, jitterMs: 10, loss: 0.1 });
  await provision(base);
  const { confirmed, reasons, measured } = await confirm(base);
  expect(reasons).toEqual([]);
  expect(confirmed).toBe(true);
  expect(measured.probes).toBe(nodes * (nodes - 1) * 100);
  expect(measured.latencyMs?.p50).toBeGreaterThan(995);
  expect(measured.latencyMs?.p05).toBeGreaterThan(989);
  expect(measured.loss?.low).toBeGreaterThan(0.06);
  expect(measured.loss?.high).toBeLessThan(0.15);
});

test('links that lose everything are seen to lose everything, and delay is not asked for', async () => {
  const base = quality({ loss: 1 });
  await provision(base);
  const { confirmed, measured } = await confirm(base);
  expect(confirmed).toBe(true);
  expect(measured.loss?.fraction).toBe(1);
  expect(measured.latencyMs).toBeUndefined();
});

test('toxics that somebody took away are missed, and so is their effect', async () => {
  const base = quality({ latencyMs: 60 });
  await provision(base);
  for (const proxy of (await api.proxies()).values()) {
    for (const toxic of proxy.toxics) await api.removeToxic(proxy, toxic);
  }
  const { confirmed, reasons } = await confirm(base);
  expect(confirmed).toBe(false);
  expect(reasons[0]).toMatch(
    /^n\d-n\d: requested latency jitter=0 latency=60 on \w+ × 1, read back nothing$/,
  );
  expect(reasons.at(-1)).toMatch(/median one-way delay .* asked 0\.0 ms|and \d+ more links/);
});

test('a link whose proxy is disabled is named', async () => {
  const base = quality({ latencyMs: 10 });
  await provision(base);
  await api.setEnabled((await api.proxies()).get('n0-n1') ?? expect.fail(), false);
  const { confirmed, reasons } = await confirm(base);
  expect(confirmed).toBe(false);
  expect(reasons).toContain('n0-n1: its proxy is disabled');
});

test('a Toxiproxy that is killed is lost', async () => {
  const other = await startToxiproxy();
  await other.stop();
  await expect(
    confirmBaseLinks(quality({ loss: 1 }), peers.links, other.apiUrl, peers.control),
  ).rejects.toMatchObject({ code: 'TOXIPROXY_LOST' });
});
