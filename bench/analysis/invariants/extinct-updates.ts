import type { Holdings } from '../index/holdings.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { keptItsMemory } from './lost-updates.js';

/**
 * For each update whether it died with its origin: no node that is live at the end holds it. It is lost, and neither late nor
 * to be waited for.
 */
export function extinctUpdates(holdings: Holdings, uptimes: Uptimes): boolean[] {
  const live = liveColumns(holdings, uptimes);
  return holdings.updates.map(
    ({ origin, t0Ms }, row) =>
      !keptItsMemory(uptimes, origin, t0Ms) &&
      live.every((column) => holdings.presentMs(row, column) === Number.POSITIVE_INFINITY),
  );
}

/** The columns of the nodes that are live at the end. */
export const liveColumns = ({ nodes }: Holdings, uptimes: Uptimes): number[] =>
  nodes.flatMap((node, column) => (uptimes.finalUptime(node) ? [column] : []));
