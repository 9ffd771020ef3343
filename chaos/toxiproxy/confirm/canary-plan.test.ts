import { expect, test } from 'vitest';
import { besideShare, planCanaries } from './canary-plan.js';

const leg = (latencyMs: number, loss: number) => ({ latencyMs, maxLatencyMs: latencyMs, loss });

test.each([
  ['10 nodes with loss share 2,400', 90, 10, leg(20, 0.05), 27],
  ['50 nodes with loss send one a link', 2450, 50, leg(20, 0.05), 1],
  ['two nodes send no more than 100 a link', 2, 2, leg(20, 0.05), 100],
  ['without loss fewer do', 90, 10, leg(20, 0), 5],
])('%s', (_case, links, senders, expected, perLink) => {
  expect(planCanaries(links, senders, [expected]).perLink).toBe(perLink);
});

test('a canary is given time for the longest way there and back', () => {
  expect(planCanaries(90, 10, [leg(20, 0), leg(300, 0)]).timeoutMs).toBe(1600);
});

test('more are under way at once where most of them only wait to be lost', () => {
  const sound = planCanaries(90, 10, [leg(20, 0)]);
  const lossy = planCanaries(90, 10, [leg(20, 0.3)]);
  expect(sound.concurrency).toBe(2);
  expect(lossy.concurrency).toBeGreaterThan(sound.concurrency);
  expect(planCanaries(2, 2, [leg(0, 1)]).concurrency).toBe(64);
});

test('sends a portion of the canaries, as much more slowly, beside others', () => {
  const legs = [{ latencyMs: 200, maxLatencyMs: 200, loss: 0 }];
  const [all, beside] = [planCanaries(20, 10, legs), planCanaries(20, 10, legs, besideShare)];
  expect(beside.perLink).toBe(all.perLink * besideShare);
  expect(beside.concurrency).toBe(Math.round(all.concurrency * besideShare));
  expect(beside.timeoutMs).toBe(all.timeoutMs);
});
