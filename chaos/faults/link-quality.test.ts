import { expect, test } from 'vitest';
import { linkQualitySchema, qualityToxics } from './link-quality.js';

const link = { from: 0, to: 1 };
const toxicsOf = (fields: object) =>
  qualityToxics(linkQualitySchema.parse({ kind: 'linkQuality', ...fields }), [link]);

test('a quality without flaws puts nothing on a link', () => {
  expect(toxicsOf({})).toEqual([]);
});

test('a direction is the requests on its own proxy and the answers on the opposite one', () => {
  const latency = { type: 'latency', toxicity: 1, attributes: { latency: 20, jitter: 5 } };
  expect(toxicsOf({ latencyMs: 20, jitterMs: 5 })).toEqual([
    { proxy: { from: 0, to: 1 }, toxic: { ...latency, stream: 'upstream' } },
    { proxy: { from: 1, to: 0 }, toxic: { ...latency, stream: 'downstream' } },
  ]);
});

test('loss is a timeout of 0 on that share of connections, before the rate limit and the delay', () => {
  const all = toxicsOf({ latencyMs: 20, loss: 0.05, rateKBps: 100 }).map(({ toxic }) => toxic);
  expect(all.filter(({ stream }) => stream === 'upstream')).toMatchObject([
    { type: 'timeout', toxicity: 0.05, attributes: { timeout: 0 } },
    { type: 'bandwidth', toxicity: 1, attributes: { rate: 100 } },
    { type: 'latency', toxicity: 1, attributes: { latency: 20, jitter: 0 } },
  ]);
});

test.each([
  ['a delay of a fraction of a ms is rounded', { latencyMs: 2.6 }, { latency: 3, jitter: 0 }],
  ['jitter alone is a delay too', { jitterMs: 4 }, { latency: 0, jitter: 4 }],
  ['a rate below 1 KB/s is 1: at 0 Toxiproxy would let nothing through', { rateKBps: 0.2 }, { rate: 1 }],
])('%s', (_case, fields, attributes) => {
  expect(toxicsOf(fields)).toMatchObject([{ toxic: { attributes } }, { toxic: { attributes } }]);
});

test.each([{ latencyMs: -1 }, { loss: 1.5 }, { latency: 3 }])('%o is refused', (fields) => {
  expect(linkQualitySchema.safeParse({ kind: 'linkQuality', ...fields }).success).toBe(false);
});
