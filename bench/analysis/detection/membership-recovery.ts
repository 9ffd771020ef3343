import { never } from '../../result/result.js';
import type { RecoveryWindow } from '../recovery/recovery-window.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { MemberViews } from './member-view.js';

/**
 * From f1 until every node that is live at the end sees, and goes on seeing, every other alive. Undefined where the run
 * was not seen through and they did not yet.
 */
export function membershipRecovery(
  { f1Ms, endMs, isObservedToEnd }: RecoveryWindow,
  { joined, changes }: MemberViews,
  uptimes: Uptimes,
): number | typeof never | undefined {
  if (f1Ms === undefined) return undefined;
  const live = new Set(uptimes.nodes.filter((node) => uptimes.finalUptime(node)));
  // Pairs of an observer and a member that it does not see. Each change is one: a pair is never reported twice the same.
  let unseen = joined ? 0 : live.size * (live.size - 1);
  let wholeMs = f1Ms;
  for (const { tMs, observer, member, alive } of changes) {
    if (tMs >= endMs || !live.has(observer) || !live.has(member)) continue;
    unseen += alive ? -1 : 1;
    if (alive && unseen === 0) wholeMs = Math.max(f1Ms, tMs);
  }
  if (unseen === 0) return wholeMs - f1Ms;
  return isObservedToEnd ? never : undefined;
}
