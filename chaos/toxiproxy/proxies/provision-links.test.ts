import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';
import type { Link } from '../../../nodes/runtime/cluster.js';
import { allLinks } from '../../../nodes/runtime/links.js';
import { linkQualitySchema } from '../../faults/link-quality.js';
import { ToxiproxyApi } from '../api/toxiproxy-api.js';
import { listening, startToxiproxy, type ToxiproxyServer } from '../testing/toxiproxy-server.js';
import { provisionLinks } from './provision-links.js';

let server: ToxiproxyServer;
let api: ToxiproxyApi;
let links: readonly Link[];

beforeAll(async () => {
  server = await startToxiproxy();
  api = new ToxiproxyApi(server.apiUrl);
});
afterAll(() => server.stop());

beforeEach(async () => {
  for (const proxy of (await api.proxies()).values()) await api.removeProxy(proxy);
  const ports = await freePorts(9);
  links = allLinks(
    [0, 1, 2],
    (from, to) => `127.0.0.1:${ports[3 * from + to]}`,
    (to) => `127.0.0.1:${ports[4 * to]}`,
  );
});

const quality = (fields: object) => linkQualitySchema.parse({ kind: 'linkQuality', ...fields });

test('every link gets an enabled proxy that listens and dials as the link says', async () => {
  await provisionLinks(server.apiUrl, links, undefined);
  const proxies = await api.proxies();
  expect(proxies.size).toBe(6);
  for (const { from, to, listen, upstream } of links) {
    expect(proxies.get(`n${from}-n${to}`)).toMatchObject({ listen, upstream, enabled: true, toxics: [] });
  }
});

test('with a quality every link has its toxics on both streams before it is enabled', async () => {
  await provisionLinks(
    server.apiUrl,
    links,
    quality({ latencyMs: 20, jitterMs: 5, loss: 0.05, rateKBps: 64 }),
  );
  const proxies = await api.proxies();
  for (const proxy of proxies.values()) {
    expect(proxy.enabled).toBe(true);
    for (const stream of ['upstream', 'downstream']) {
      expect(proxy.toxics.filter((toxic) => toxic.stream === stream)).toMatchObject([
        { name: `base.timeout.${stream}`, toxicity: 0.05, attributes: { timeout: 0 } },
        { name: `base.bandwidth.${stream}`, toxicity: 1, attributes: { rate: 64 } },
        { name: `base.latency.${stream}`, toxicity: 1, attributes: { latency: 20, jitter: 5 } },
      ]);
    }
  }
});

test('a proxy that was there before does not keep its toxics, nor stay disabled', async () => {
  await provisionLinks(server.apiUrl, links, quality({ latencyMs: 7 }));
  const [first] = [...(await api.proxies()).values()];
  await api.setEnabled(first ?? expect.fail(), false);
  await provisionLinks(server.apiUrl, links, undefined);
  for (const proxy of (await api.proxies()).values())
    expect(proxy).toMatchObject({ enabled: true, toxics: [] });
});

test.each([
  ['without a quality', undefined],
  ['with a quality', quality({ latencyMs: 1 })],
])('a port that is taken is named, with its link, %s', async (_case, given) => {
  const squatter = await listening();
  const { port } = squatter.address() as AddressInfo;
  const taken = links.map((link) =>
    link.from === 1 && link.to === 2 ? { ...link, listen: `127.0.0.1:${port}` } : link,
  );
  await expect(provisionLinks(server.apiUrl, taken, given)).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `port ${port} of the link n1-n2 is taken on 127.0.0.1`,
  });
  await new Promise((resolve) => squatter.close(resolve));
});

test('a Toxiproxy that is not there is lost, and said to be', async () => {
  const [port] = await freePorts(1);
  await expect(provisionLinks(`http://127.0.0.1:${port}`, links, undefined)).rejects.toMatchObject({
    code: 'TOXIPROXY_LOST',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
