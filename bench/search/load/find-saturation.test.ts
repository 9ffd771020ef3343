import { expect, it } from 'vitest';
import type { Metrics } from '../../result/result.js';
import { findSaturation } from './find-saturation.js';

type Load = NonNullable<Metrics['load']>;

const load = (limits: Load['limits'], pushedBackPerSecond = 0): Load => ({
  offeredPerSecond: 100,
  acceptedPerSecond: 100,
  deliveredPerSecond: 50,
  pushedBackPerSecond,
  dueToEverywhereMs: { p50: 90, p99: 200, max: 300 },
  generatorLatenessMs: { p50: 0, p99: 1, max: 2 },
  backlog: { peakUpdates: 10, drainMs: 'never' },
  limits,
});

it.each([
  ['a node’s core', load({ nodeCpuShare: 0.97, machineBusyShare: 0.6 }), ['nodeCpu']],
  ['the machine', load({ nodeCpuShare: 0.2, machineBusyShare: 0.98 }), ['machineCpu']],
  ['the event loop', load({ timerLatenessMs: 80 }), ['eventLoop']],
  ['the queue, by its refusals', load({ hotUpdatesShare: 0.5 }, 12), ['queue']],
  ['the queue, by its length', load({ hotUpdatesShare: 0.95 }), ['queue']],
  ['the links, by their bandwidth', load({ linkShare: 0.9 }), ['link']],
  ['the links, by failures', load({ exchangesFailedShare: 0.2 }), ['link']],
  [
    'several at once',
    load({ machineBusyShare: 1, timerLatenessMs: 90 }, 1),
    ['machineCpu', 'eventLoop', 'queue'],
  ],
  ['nothing but the protocol', load({ nodeCpuShare: 0.1, timerLatenessMs: 50 }), ['protocol']],
] as const)('%s saturates', (_, given, expected) => {
  const found = findSaturation(given, 50);
  expect(found.map(({ what }) => what)).toEqual(expected);
  for (const { text } of found) expect(text).toMatch(/^[A-Z0-9].*\.$/);
});
