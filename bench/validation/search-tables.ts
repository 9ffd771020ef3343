import type { OrderRow } from './lifeguard/published-order.js';
import type { TradeOff } from './lifeguard/trade-off.js';
import { markdown, verdictOf } from './tables.js';
import type { TunedGrid } from './tuning/tuner-on-grid.js';

/** The tuner beside an exhaustive search, in Markdown: a line a seed. */
export function tunedTable(
  { best, exhaustive, rows }: TunedGrid,
  { under = '', isJudged = true } = {},
): string {
  const head = ['seed', 'choice', 'price over the best', 'evaluations', 'verdict'];
  const lines = rows.map(({ seed, choice, ratio, evaluations, agrees }) => [
    String(seed),
    choice,
    ratio.toFixed(3),
    String(evaluations),
    isJudged ? verdictOf(agrees) : 'not judged',
  ]);
  return `The tuner on a grid that was run through${under} (fanout / interval; the best is ${best}, after ${exhaustive} evaluations)\n\n${markdown(head, lines)}`;
}

/** Lifeguard's trade-off as simulated, in Markdown. */
export function tradeOffTable(all: readonly TradeOff[]): string {
  const lines = all.map(({ alpha, beta, firstDetectionMs, falsePositives }) => [
    String(alpha),
    String(beta),
    String(Math.round(firstDetectionMs)),
    String(falsePositives),
  ]);
  return `Suspicion time-outs, as in table VII of Lifeguard (Dadgar 2018)\n\n${markdown(['α', 'β', 'median first detection, ms', 'false positives'], lines)}`;
}

/** What is published of its order, in Markdown. */
export const orderTable = (order: readonly OrderRow[]): string =>
  `The order of table VII\n\n${markdown(
    ['statement', 'simulated', 'verdict'],
    order.map(({ statement, simulated, agrees }) => [statement, simulated, verdictOf(agrees)]),
  )}`;
