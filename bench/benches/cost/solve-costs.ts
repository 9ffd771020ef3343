import type { NodeCost } from '../../capacity/costs.js';

/** What one node took of the machine in a run, ms a second, and what it did there. */
export interface Load {
  readonly exchangesPerSecond: number;
  readonly receiptsPerSecond: number;
  readonly msPerSecond: number;
}

/**
 * The costs that explain three runs: `idle` at a low rate of exchanges, `gossiping` at a higher one with as few receipts, `loaded` like it with more
 * receipts. What comes out below zero, as of a node whose exchanges cost nothing that could be told, is zero.
 */
export function solveCosts(idle: Load, gossiping: Load, loaded: Load): NodeCost {
  const perExchangeMs = slope(idle, gossiping, 'exchangesPerSecond');
  const perReceiptMs = slope(gossiping, loaded, 'receiptsPerSecond');
  const idleMsPerSecond =
    idle.msPerSecond - perExchangeMs * idle.exchangesPerSecond - perReceiptMs * idle.receiptsPerSecond;
  return { idleMsPerSecond: rounded(idleMsPerSecond), perExchangeMs, perReceiptMs };
}

function slope(less: Load, more: Load, by: 'exchangesPerSecond' | 'receiptsPerSecond'): number {
  return more[by] === less[by] ? 0 : rounded((more.msPerSecond - less.msPerSecond) / (more[by] - less[by]));
}

const rounded = (ms: number): number => Math.max(0, Number(ms.toPrecision(3)));
