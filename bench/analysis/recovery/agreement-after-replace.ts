import { type Metrics, never } from '../../result/result.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { HoldingStretch } from './staleness.js';

type Agreement = NonNullable<Metrics['recovery']>['agreementAfterReplaceMs'];

/**
 * From each moment at which a node came up in another's place until the views agree: until every node that was up then holds every update
 * that was accepted before; a node that goes down first counts until then. Over replacements; undefined where no node came up by one, or the
 * run broke off before views agreed.
 */
export function agreementAfterReplace(
  faults: readonly FaultSpan[],
  stretches: readonly HoldingStretch[],
  uptimes: Uptimes,
  isObservedToEnd: boolean,
): Agreement {
  const times = faults
    .flatMap((fault) => returnsOf(fault, uptimes))
    .map((upMs) => agreedMs(stretches, upMs) - upMs)
    .sort((a, b) => a - b);
  if (times.length === 0 || (!isObservedToEnd && times.at(-1) === Number.POSITIVE_INFINITY)) return undefined;
  const figure = (ms: number) => (Number.isFinite(ms) ? ms : never);
  return {
    p50: figure(times[Math.ceil(times.length / 2) - 1]!),
    max: figure(times.at(-1)!),
    count: times.length,
  };
}

/** When the nodes of a replacement came up again; nothing of one that did not. */
function returnsOf({ kind, nodes, applied, healed }: FaultSpan, uptimes: Uptimes): number[] {
  if (kind !== 'replace' || !healed) return [];
  return nodes.flatMap((node) => {
    const back = uptimes.of(node).find(({ upMs }) => upMs > applied.firstMs && upMs <= healed.lastMs);
    return back ? [back.upMs] : [];
  });
}

/** The first moment, not before `fromMs`, at which nobody who was up then lacks an update from before; ∞ where that never came. */
function agreedMs(stretches: readonly HoldingStretch[], fromMs: number): number {
  let lastMs = fromMs;
  for (const { startMs, endMs, acceptedMs, heldMs } of stretches) {
    if (startMs > fromMs || endMs <= fromMs) continue;
    for (const [position, t0Ms] of acceptedMs.entries()) {
      if (t0Ms < fromMs) lastMs = Math.max(lastMs, Math.min(heldMs[position]!, endMs));
    }
  }
  return lastMs;
}
