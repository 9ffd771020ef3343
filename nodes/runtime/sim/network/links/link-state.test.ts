import { describe, expect, test } from 'vitest';
import { addedDelayMs, canaryLoss, type LinkState } from './link-state.js';
import { type ChangedLinks, LinkStates } from './link-states.js';

const sound: LinkState = { latencyMs: 0, jitterMs: 0, loss: 0, slowCloseMs: 0 };

describe('a message takes longer', () => {
  test.each<[string, Partial<LinkState>, number, number]>([
    ['by the latency', { latencyMs: 20 }, 0.3, 20],
    ['by as much less as the jitter at most', { latencyMs: 20, jitterMs: 5 }, 0, 15],
    ['by the latency in the middle of the jitter', { latencyMs: 20, jitterMs: 5 }, 0.5, 20],
    ['by its bytes at the rate: 1,000 bytes at 10 KB/s', { rateKBps: 10 }, 0.5, 100],
    [
      'by a pause a slice: four of 300 bytes',
      { slicer: { averageBytes: 300, variationBytes: 0, pauseUs: 2_500 } },
      0.5,
      10,
    ],
    ['not at all on a sound link', {}, 0.9, 0],
  ])('%s', (_, state, uniform, expectedMs) => {
    expect(addedDelayMs({ ...sound, ...state }, 1_000, uniform)).toBeCloseTo(expectedMs, 9);
  });
});

describe('a canary is lost', () => {
  test.each<[string, Partial<LinkState>, number]>([
    ['always on a cut link', { cut: 'stall', loss: 0.1 }, 1],
    ['as often as the link loses', { loss: 0.25 }, 0.25],
    [
      'also with a connection that is reset at once',
      { loss: 0.5, reset: { afterMs: 0, probability: 0.5 } },
      0.75,
    ],
    ['not with one that is reset later', { reset: { afterMs: 100, probability: 1 } }, 0],
  ])('%s', (_, state, expected) => {
    expect(canaryLoss({ ...sound, ...state })).toBeCloseTo(expected, 12);
  });
});

describe('the states of links', () => {
  const lossy = { ...sound, loss: 0.1 };
  const cut = { ...sound, cut: 'stall' } as const;
  const on =
    (links: readonly (readonly [number, number])[], state: LinkState): ChangedLinks =>
    (from, to) =>
      links.some(([one, other]) => one === from && other === to) ? state : undefined;

  test('are those of the base, but where a fault has changed them', () => {
    const states = new LinkStates(3, lossy);
    states.set(on([[0, 1]], cut));
    expect([states.of(0, 1), states.of(1, 0), states.of(2, 1)]).toEqual([cut, lossy, lossy]);
    states.set(undefined);
    expect(states.of(0, 1)).toBe(lossy);
  });

  test('let go what had stalled, once, when the link stalls no more, and no other link', () => {
    const states = new LinkStates(3, undefined);
    const released: string[] = [];
    const links: [number, number][] = [
      [0, 1],
      [1, 2],
    ];
    states.set(on(links, cut));
    for (const [from, to] of links) states.hold(from, to, () => released.push(`${from}>${to}`));
    states.set(on(links, { ...cut, latencyMs: 5 }));
    expect(released).toEqual([]);
    states.set(on([[1, 2]], cut));
    states.set(on([[1, 2]], cut));
    expect(released).toEqual(['0>1']);
  });
});
