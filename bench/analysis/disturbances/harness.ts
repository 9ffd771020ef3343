import { quantile } from 'simple-statistics';
import { readingsOver } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import { contains, type Window } from '../timeline/phases.js';

/** How far the instrument itself was from its limits over a window; a figure without readings is absent. */
export interface HarnessFigures {
  /** The harness's CPU time, of one core, 0 to 1 and above. */
  readonly cpuShare?: number;
  /** Busy share of all cores of the machine, 0 to 1. */
  readonly machineBusyShare?: number;
  /** 99th percentile of how late the load generator sent its writes, ms. */
  readonly writeLatenessMs?: number;
  /** 99th percentile over nodes and readings of a node's worst timer lateness, ms. */
  readonly timerLatenessMs?: number;
}

export function harnessFigures(index: JournalIndex, window: Window | undefined): HarnessFigures {
  if (!window) return {};
  const readings = readingsOver(index.harness, window);
  const [first, last] = [readings[0], readings.at(-1)];
  const writeLateness = index.clientWrites
    .filter(({ tMs }) => contains(window, tMs))
    .map(({ tMs, sentMs }) => sentMs - tMs);
  const lateness = timerLateness(index, window);
  return {
    ...cpu(first, last),
    ...machineBusy(first, last),
    ...(writeLateness.length > 0 && { writeLatenessMs: quantile(writeLateness, 0.99) }),
    ...(lateness.length > 0 && { timerLatenessMs: quantile(lateness, 0.99) }),
  };
}

type Reading = JournalIndex['harness'][number];

function cpu(first: Reading | undefined, last: Reading | undefined): Pick<HarnessFigures, 'cpuShare'> {
  if (!first || !last || last.tMs <= first.tMs) return {};
  return { cpuShare: (last.harnessCpuMs - first.harnessCpuMs) / (last.tMs - first.tMs) };
}

function machineBusy(
  first: Reading | undefined,
  last: Reading | undefined,
): Pick<HarnessFigures, 'machineBusyShare'> {
  if (first?.machineTotalMs === undefined || last?.machineTotalMs === undefined) return {};
  const totalMs = last.machineTotalMs - first.machineTotalMs;
  if (totalMs <= 0) return {};
  return { machineBusyShare: ((last.machineBusyMs ?? 0) - (first.machineBusyMs ?? 0)) / totalMs };
}

const timerLateness = ({ counters }: JournalIndex, window: Window): number[] =>
  [...counters.values()]
    .flat()
    .filter(({ tMs }) => contains(window, tMs))
    .flatMap(({ counters: { timerLatenessSeconds } }) =>
      timerLatenessSeconds === undefined ? [] : [timerLatenessSeconds * 1000],
    );
