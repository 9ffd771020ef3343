import type { Holdings } from '../index/holdings.js';
import type { Lives } from '../timeline/lives.js';
import { livedOn } from './lost-updates.js';

/**
 * For each update whether it died with its origin: no node that is live at the end holds it. It is lost, and neither late nor
 * to be waited for.
 */
export function extinctUpdates(holdings: Holdings, lives: Lives): boolean[] {
  const live = liveColumns(holdings, lives);
  return holdings.updates.map(
    ({ origin, t0Ms }, row) =>
      !livedOn(lives, origin, t0Ms) &&
      live.every((column) => holdings.presentMs(row, column) === Number.POSITIVE_INFINITY),
  );
}

/** The columns of the nodes that are live at the end. */
export const liveColumns = ({ nodes }: Holdings, lives: Lives): number[] =>
  nodes.flatMap((node, column) => (lives.lastingLife(node) ? [column] : []));
