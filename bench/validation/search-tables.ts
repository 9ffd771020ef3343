import type { OrderRow } from './lifeguard/published-order.js';
import type { TradeOff } from './lifeguard/trade-off.js';
import { markdown, verdictOf } from './tables.js';
import type { Calibration } from './tuning/calibration.js';
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

/** How often the tuner is right where it says 'kept', in Markdown. */
export function calibrationTable(rows: readonly Calibration[]): string {
  const head = ['grid', 'answers called kept', 'fresh runs', 'kept', 'at least', 'verdict'];
  const lines = rows.map(({ name, claims, fresh, share, agrees }) => [
    name,
    String(claims),
    String(fresh),
    `${(share * 100).toFixed(1)} %`,
    '93 %',
    verdictOf(agrees),
  ]);
  return `Promises that the tuner calls kept with 95 %, in runs that it has not seen\n\n${markdown(head, lines)}`;
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
