import { type Metrics, never } from '../../result/result.js';
import type { Holdings } from '../index/holdings.js';
import { liveColumns } from '../invariants/extinct-updates.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { RecoveryWindow } from './recovery-window.js';

type Convergence = Pick<NonNullable<Metrics['recovery']>, 'convergenceAfterHealMs' | 'unconverged'>;

/**
 * From f1 until every node live at the end holds, and goes on holding, every update accepted before f1, where the digests
 * are equal in the end. Updates that died with their origin are lost, not waited for.
 */
export function convergenceAfterHeal(
  { f1Ms, isObservedToEnd }: RecoveryWindow,
  holdings: Holdings,
  uptimes: Uptimes,
  { extinct, equalDigests }: { extinct: readonly boolean[]; equalDigests: boolean | undefined },
): Convergence {
  if (f1Ms === undefined) return { unconverged: 'A fault was not healed before the run ended.' };
  const { lastMs, missing } = lastHolding(f1Ms, holdings, uptimes, extinct);
  if (lastMs === Number.POSITIVE_INFINITY || equalDigests === false) {
    const unconverged = missing ?? 'The views of the live nodes differed at the end (unequal digests).';
    return isObservedToEnd ? { convergenceAfterHealMs: never, unconverged } : { unconverged };
  }
  if (equalDigests === undefined) return { unconverged: 'Not all views were read at the end.' };
  return { convergenceAfterHealMs: lastMs - f1Ms };
}

/** The moment of the last missing receipt, not before f1; ∞, and what is missing, where one never came. */
function lastHolding(f1Ms: number, holdings: Holdings, uptimes: Uptimes, extinct: readonly boolean[]) {
  const live = liveColumns(holdings, uptimes);
  const lacking = new Set<number>();
  let lastMs = f1Ms;
  let updates = 0;
  for (const [row, { t0Ms }] of holdings.updates.entries()) {
    if (t0Ms >= f1Ms || extinct[row]) continue;
    const without = live.filter((column) => holdings.presentMs(row, column) === Number.POSITIVE_INFINITY);
    for (const column of live) lastMs = Math.max(lastMs, holdings.presentMs(row, column));
    for (const column of without) lacking.add(holdings.nodes[column]!);
    if (without.length > 0) updates += 1;
  }
  if (updates === 0) return { lastMs, missing: undefined };
  const nodes = [...lacking].sort((a, b) => a - b).map((node) => `n${node}`);
  const shown = nodes.length > 5 ? `${nodes.length} nodes` : nodes.join(', ');
  return { lastMs, missing: `At the end, ${shown} lacked ${updates} updates from before the heal.` };
}
