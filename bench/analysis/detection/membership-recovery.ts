import { never } from '../../result.js';
import type { RecoveryWindow } from '../recovery/recovery-window.js';
import type { Lives } from '../timeline/lives.js';
import type { SightChange } from './member-view.js';

/**
 * From f1 until every node that is live at the end sees, and goes on seeing, every other alive. Undefined where the run
 * was not seen through and they did not yet.
 */
export function membershipRecovery(
  { f1Ms, endMs, isSeenThrough }: RecoveryWindow,
  changes: readonly SightChange[],
  lives: Lives,
): number | typeof never | undefined {
  if (f1Ms === undefined) return undefined;
  const live = lives.nodes.filter((node) => lives.lastingLife(node));
  const isLive = new Set(live);
  const unseen = new Set(
    live.flatMap((observer) =>
      live.filter((node) => node !== observer).map((node) => pairOf(observer, node)),
    ),
  );
  let wholeMs = f1Ms;
  for (const { tMs, observer, member, alive } of changes) {
    if (tMs >= endMs || !isLive.has(observer) || !isLive.has(member)) continue;
    if (!alive) unseen.add(pairOf(observer, member));
    else if (unseen.delete(pairOf(observer, member)) && unseen.size === 0) wholeMs = Math.max(f1Ms, tMs);
  }
  if (unseen.size === 0) return wholeMs - f1Ms;
  return isSeenThrough ? never : undefined;
}

const pairOf = (observer: number, member: number): string => `${observer}>${member}`;
