import { expect, test } from 'vitest';
import { expectedLeg } from '../toxiproxy/confirm/expected-leg.js';
import { judgeCanaries, type Leg } from './judge-canaries.js';

const leg = (given: {
  ms?: number;
  loss?: number;
  lost?: number;
  trials?: number;
  delaysMs?: number[];
  isThrottled?: true;
}): Leg => ({
  link: { from: 0, to: 1 },
  stream: 'upstream',
  expected: {
    latencyMs: given.ms ?? 0,
    maxLatencyMs: given.ms ?? 0,
    loss: given.loss ?? 0,
    ...(given.isThrottled && { isThrottled: true }),
  },
  trials: given.trials ?? 1000,
  lost: given.lost ?? 0,
  delaysMs: given.delaysMs ?? [given.ms ?? 0],
});

test.each([
  ['as asked', leg({ ms: 20, delaysMs: [20.5, 21] }), []],
  ['5 ms and 15 % longer than asked', leg({ ms: 20, delaysMs: [27.9] }), []],
  ['longer than that', leg({ ms: 20, delaysMs: [28.5] }), ['28.5 ms, requested 20.0 ms ± 8.0 ms']],
  ['shorter than that', leg({ ms: 20, delaysMs: [11.5] }), ['11.5 ms, requested 20.0 ms']],
  ['of a queue, however long', leg({ ms: 20, isThrottled: true, delaysMs: [900] }), []],
  [
    'of a queue that is shorter than the latency',
    leg({ ms: 20, isThrottled: true, delaysMs: [2] }),
    ['2.0 ms, requested'],
  ],
  ['of a queue that nothing passes', leg({ isThrottled: true, delaysMs: [] }), ['no canary was answered']],
  ['unknown', leg({ ms: 20, delaysMs: [] }), ['no canary was answered']],
  ['unknown where all is lost by intent', leg({ ms: 20, loss: 1, lost: 1000, delaysMs: [] }), []],
  ['with a loss as asked', leg({ loss: 0.05, lost: 55 }), []],
  ['with a loss that misses the interval by less than a point', leg({ loss: 0.05, lost: 80 }), []],
  ['with a loss that misses it by more', leg({ loss: 0.05, lost: 95 }), ['9.5 % of the canaries']],
  ['without the requested loss', leg({ loss: 0.05, lost: 0 }), ['requested 5.0 %']],
  ['without canaries', leg({ trials: 0 }), ['no canary was sent']],
  ['with few canaries that meet more loss than asked', leg({ loss: 0.098, lost: 9, trials: 40 }), []],
  ['with few canaries that are all lost', leg({ loss: 0.098, lost: 10, trials: 10 }), ['100.0 %']],
])('a delay %s', (_case, given, reasons) => {
  const judged = judgeCanaries(1000, [given]).reasons;
  expect(judged).toHaveLength(reasons.length);
  for (const [index, reason] of reasons.entries()) expect(judged[index]).toContain(reason);
});

test('a reason names the worst stream', () => {
  const sound = leg({ ms: 20, delaysMs: [20] });
  const slow = { ...leg({ ms: 20, delaysMs: [90, 91, 92] }), link: { from: 3, to: 7 } };
  expect(judgeCanaries(2, [sound, slow]).reasons[0]).toContain('worst: 91.0 ms on n3-n7 upstream');
});

test('what the toxics of a stream do together is expected of its canaries', () => {
  const toxic = { name: '', stream: 'upstream', toxicity: 1 } as const;
  const toxics = [
    { ...toxic, type: 'latency', attributes: { latency: 20, jitter: 5 } },
    { ...toxic, type: 'latency', attributes: { latency: 10, jitter: 0 } },
    { ...toxic, type: 'timeout', toxicity: 0.1, attributes: { timeout: 0 } },
    { ...toxic, type: 'timeout', toxicity: 0.5, attributes: { timeout: 0 } },
    { ...toxic, type: 'bandwidth', stream: 'downstream', attributes: { rate: 20 } },
    { ...toxic, type: 'latency', stream: 'downstream', attributes: { latency: 70, jitter: 0 } },
  ] as const;
  const proxy = { name: 'n0-n1', listen: '', upstream: '', enabled: true, toxics };
  expect(expectedLeg(proxy, 'upstream')).toEqual({
    latencyMs: 30,
    maxLatencyMs: 35,
    loss: expect.closeTo(0.55),
  });
  expect(expectedLeg(proxy, 'downstream')).toEqual({
    latencyMs: 70,
    maxLatencyMs: 70,
    loss: 0,
    isThrottled: true,
  });
  expect(expectedLeg({ ...proxy, enabled: false }, 'upstream').loss).toBe(1);
  expect(expectedLeg(undefined, 'upstream').loss).toBe(1);
});
