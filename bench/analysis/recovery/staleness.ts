import type { Metrics } from '../../result/result.js';
import type { Holdings } from '../index/holdings.js';
import type { Window } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';

type Staleness = NonNullable<NonNullable<Metrics['recovery']>['staleness']>;

/** What one node holds over one stretch in which it is up; lists are ascending, times in ms. */
export interface HoldingStretch extends Window {
  readonly node: number;
  /** When each update was accepted. */
  readonly acceptedMs: readonly number[];
  /** When each of them, in the same order, is first held in that stretch's state; ∞ where never. */
  readonly heldMs: readonly number[];
  /** The latter, sorted. */
  readonly heldSortedMs: readonly number[];
}

/** The stretches of every node; updates that died with their origin are left out. */
export function holdingStretches(
  holdings: Holdings,
  uptimes: Uptimes,
  extinct: readonly boolean[],
): HoldingStretch[] {
  const rows = holdings.updates.flatMap((_, row) => (extinct[row] ? [] : [row]));
  const acceptedMs = rows.map((row) => holdings.updates[row]!.t0Ms);
  return holdings.nodes.flatMap((node, column) =>
    uptimes.of(node).map(({ upMs, downMs, stateSinceMs }) => {
      const within = holdings.heldWithin(column, stateSinceMs);
      const heldMs = rows.map((row, position) => Math.max(within[row]!, acceptedMs[position]!));
      const heldSortedMs = [...heldMs].sort((a, b) => a - b);
      return { node, startMs: upMs, endMs: downMs, acceptedMs, heldMs, heldSortedMs };
    }),
  );
}

/** The most updates that a live node lacked at a moment of the window, and the greatest age of one it lacked. */
export function stalenessOver(stretches: readonly HoldingStretch[], window: Window): Staleness | undefined {
  if (!stretches.some(({ acceptedMs }) => acceptedMs.length > 0)) return undefined;
  let [maxUpdates, maxAgeMs] = [0, 0];
  for (const stretch of stretches) {
    const fromMs = Math.max(stretch.startMs, window.startMs);
    const toMs = Math.min(stretch.endMs, window.endMs);
    if (fromMs >= toMs) continue;
    maxUpdates = Math.max(maxUpdates, mostLacked(stretch, fromMs, toMs));
    maxAgeMs = Math.max(maxAgeMs, greatestAge(stretch, fromMs, toMs));
  }
  return { maxUpdates, maxAgeMs };
}

/** The number grows only when an update is accepted, so those moments, and the first, are all to be looked at. */
function mostLacked({ acceptedMs, heldSortedMs }: HoldingStretch, fromMs: number, toMs: number): number {
  let [accepted, held, most] = [0, 0, 0];
  const lookAt = (ms: number): void => {
    while (held < heldSortedMs.length && heldSortedMs[held]! <= ms) held += 1;
    most = Math.max(most, accepted - held);
  };
  for (; accepted < acceptedMs.length && acceptedMs[accepted]! <= fromMs; accepted += 1);
  lookAt(fromMs);
  while (accepted < acceptedMs.length && acceptedMs[accepted]! < toMs) {
    const ms = acceptedMs[accepted]!;
    while (accepted < acceptedMs.length && acceptedMs[accepted]! === ms) accepted += 1;
    lookAt(ms);
  }
  return most;
}

function greatestAge({ acceptedMs, heldMs }: HoldingStretch, fromMs: number, toMs: number): number {
  let greatestMs = 0;
  for (const [position, t0Ms] of acceptedMs.entries()) {
    const untilMs = Math.min(heldMs[position]!, toMs);
    if (untilMs > Math.max(t0Ms, fromMs)) greatestMs = Math.max(greatestMs, untilMs - t0Ms);
  }
  return greatestMs;
}
