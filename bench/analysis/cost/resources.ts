import { median } from 'simple-statistics';
import type { Metrics } from '../../result/result.js';
import { increase, readingsOver, secondsOver } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Window } from '../timeline/phases.js';

const bytesPerMiB = 2 ** 20;

export interface NodeUse {
  /** Mean over the window. */
  readonly cpuMsPerSecond: number;
  /** Largest reading in the window. */
  readonly memoryMiB: number;
}

/** What each node used of its machine over a window; nodes with fewer than two readings are left out. */
export function resourcesOver(index: JournalIndex, window: Window | undefined): ReadonlyMap<number, NodeUse> {
  const uses = new Map<number, NodeUse>();
  if (!window) return uses;
  for (const [node, all] of index.resources) {
    const readings = readingsOver(all, window);
    const seconds = secondsOver(readings);
    if (seconds <= 0) continue;
    uses.set(node, {
      cpuMsPerSecond: (increase(readings, ({ cpuMs }) => cpuMs) ?? 0) / seconds,
      memoryMiB: readings.reduce((most, { memoryBytes }) => Math.max(most, memoryBytes), 0) / bytesPerMiB,
    });
  }
  return uses;
}

/** p50 and max over nodes. */
export function resources(uses: ReadonlyMap<number, NodeUse>): Metrics['resources'] {
  if (uses.size === 0) return undefined;
  const spread = (field: keyof NodeUse) => {
    const values = [...uses.values()].map((use) => use[field]);
    return { p50: median(values), max: values.reduce((a, b) => Math.max(a, b)) };
  };
  return { cpuMsPerSecond: spread('cpuMsPerSecond'), memoryMiB: spread('memoryMiB') };
}
