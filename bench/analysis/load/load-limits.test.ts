import { expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

/** A steady second in which node 1 used 900 ms of CPU and sent 30 kB; node 0 half of it. A tenth of the exchanges failed. */
const journal = new JournalBuilder(2)
  .harness(1_000, 0, { busyMs: 0, totalMs: 0 })
  .resources(1_000, 0, 100, 1)
  .resources(1_000, 1, 100, 1)
  .phase(1_000, 'steady')
  .counters(1_000, 0, {})
  .counters(1_000, 1, {})
  .clientWrite(1_100, 1_102, 0, updateName(0, 1))
  .write(1_101, 0, 1)
  .receive(1_200, 1, updateName(0, 1))
  .counters(1_990, 0, { bytesSent: 14_850, exchangesStarted: 60, hotUpdates: 40, timerLatenessSeconds: 0.02 })
  .counters(1_990, 1, { bytesSent: 29_700, exchangesStarted: 40, exchangesFailed: 10, hotUpdates: 90 })
  .resources(2_000, 0, 550, 1)
  .resources(2_000, 1, 1_000, 1)
  .harness(2_000, 10, { busyMs: 1_500, totalMs: 2_000 })
  .phase(2_000, 'drain')
  .phase(3_500, 'down')
  .end(3_600);

it('tells how near the worst node came to each limit', () => {
  const spec = resolvedSpec({
    cluster: { nodes: 2, quality: { kind: 'linkQuality', latencyMs: 0, jitterMs: 0, loss: 0, rateKBps: 60 } },
    protocol: { maxHotUpdates: 100 },
  });
  const limits = analyze(spec, journal.events).metrics.load?.limits;
  expect(limits).toEqual({
    nodeCpuShare: 0.9,
    machineBusyShare: 0.75,
    timerLatenessMs: expect.closeTo(19.4, 0),
    hotUpdatesShare: 0.9,
    exchangesFailedShare: 0.1,
    linkShare: expect.closeTo(0.5, 6),
  });
});
