import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import { resourcesOver } from '../cost/resources.js';
import { trafficOver } from '../cost/traffic.js';
import type { HarnessFigures } from '../disturbances/harness.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Window } from '../timeline/phases.js';

type Limits = NonNullable<NonNullable<Metrics['load']>['limits']>;

/** How near the cluster came to each of its limits over a window; what was not read is absent. */
export function loadLimits(
  index: JournalIndex,
  window: Window,
  { machineBusyShare, timerLatenessMs }: HarnessFigures,
  { cluster, protocol }: Spec,
): Limits {
  const cpuMsPerSecond = [...resourcesOver(index, window).values()].map((use) => use.cpuMsPerSecond);
  const within = [...index.counters.values()]
    .flat()
    .filter(({ tMs }) => tMs >= window.startMs && tMs <= window.endMs);
  const hot = within.flatMap(({ counters }) => counters.hotUpdates ?? []);
  const failed = failedShare(index, window);
  const traffic = trafficOver(index, window);
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  const linkBytesPerSecond = most(
    traffic.map(({ bytesSent = 0, seconds }) => bytesSent / seconds / (cluster.nodes - 1)),
  );
  const { rateKBps } = cluster.quality;
  return {
    ...(cpuMsPerSecond.length > 0 && { nodeCpuShare: most(cpuMsPerSecond) / 1000 }),
    ...(machineBusyShare !== undefined && { machineBusyShare }),
    ...(timerLatenessMs !== undefined && { timerLatenessMs }),
    ...(hot.length > 0 && { hotUpdatesShare: most(hot) / protocol.maxHotUpdates }),
    ...(failed !== undefined && { exchangesFailedShare: failed }),
    ...(rateKBps > 0 &&
      traffic.some(({ bytesSent }) => bytesSent !== undefined) && {
        linkShare: linkBytesPerSecond / (rateKBps * 1000),
      }),
  };
}

/** Exchanges that failed in the window, of those that were started in it, over all nodes that report them; undefined: none does. */
function failedShare(index: JournalIndex, { startMs, endMs }: Window): number | undefined {
  let [started, failed, reports] = [0, 0, 0];
  for (const readings of index.counters.values()) {
    const within = readings.filter(({ tMs }) => tMs >= startMs && tMs <= endMs);
    const [first, last] = [within[0]?.counters, within.at(-1)?.counters];
    if (first?.exchangesStarted === undefined || last?.exchangesStarted === undefined) continue;
    reports += 1;
    started += last.exchangesStarted - first.exchangesStarted;
    failed += (last.exchangesFailed ?? 0) - (first.exchangesFailed ?? 0);
  }
  if (reports === 0) return undefined;
  return started > 0 ? failed / started : 0;
}
