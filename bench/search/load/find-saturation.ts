import type { Metrics } from '../../result/result.js';

type Load = NonNullable<Metrics['load']>;

/** What can be at its limit, and what that looks like. */
export type Saturated = 'nodeCpu' | 'machineCpu' | 'eventLoop' | 'queue' | 'link' | 'protocol';

export interface SaturationFinding {
  readonly what: Saturated;
  /** One sentence, with the figure and its limit. */
  readonly text: string;
}

/** A core, or all of them, is taken to be at its limit from here on: the rest is what the scheduler cannot hand out. */
const cpuShare = 0.9;
const queueShare = 0.9;
const linkShare = 0.8;
const failedShare = 0.05;

/**
 * What was at its limit in a run that did not carry its load. Where nothing was, the protocol itself is what carries no more: its
 * rounds come too seldom, or take too little.
 */
export function findSaturation(load: Load, latenessLimitMs: number): SaturationFinding[] {
  const found = [...cpu(load), ...eventLoop(load, latenessLimitMs), ...queue(load), ...link(load)];
  if (found.length > 0) return found;
  const text =
    'No CPU, event loop, queue or link was at its limit: rounds were too rare or carried too few updates.';
  return [{ what: 'protocol', text }];
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function* cpu({ limits: { nodeCpuShare, machineBusyShare } }: Load): Generator<SaturationFinding> {
  if (nodeCpuShare !== undefined && nodeCpuShare >= cpuShare) {
    yield { what: 'nodeCpu', text: `The busiest node used ${percent(nodeCpuShare)} of a core.` };
  }
  if (machineBusyShare !== undefined && machineBusyShare >= cpuShare) {
    const text = `The machine's cores were ${percent(machineBusyShare)} busy; nodes, proxy and generator share them.`;
    yield { what: 'machineCpu', text };
  }
}

function* eventLoop({ limits: { timerLatenessMs } }: Load, limitMs: number): Generator<SaturationFinding> {
  if (timerLatenessMs === undefined || timerLatenessMs <= limitMs) return;
  const text = `The nodes' event loops lagged by ${timerLatenessMs.toFixed(0)} ms (limit ${limitMs} ms).`;
  yield { what: 'eventLoop', text };
}

function* queue({
  pushedBackPerSecond,
  limits: { hotUpdatesShare = 0 },
}: Load): Generator<SaturationFinding> {
  if (pushedBackPerSecond > 0) {
    const text = `Nodes pushed back ${pushedBackPerSecond.toFixed(0)} writes per second: they had too many updates to spread.`;
    yield { what: 'queue', text };
  } else if (hotUpdatesShare >= queueShare) {
    yield {
      what: 'queue',
      text: `A node's hot updates filled ${percent(hotUpdatesShare)} of maxHotUpdates.`,
    };
  }
}

function* link({
  limits: { linkShare: used = 0, exchangesFailedShare = 0 },
}: Load): Generator<SaturationFinding> {
  if (used >= linkShare)
    yield { what: 'link', text: `A node's links carried ${percent(used)} of their bandwidth.` };
  if (exchangesFailedShare >= failedShare) {
    yield { what: 'link', text: `${percent(exchangesFailedShare)} of the exchanges failed or timed out.` };
  }
}
