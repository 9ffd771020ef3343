import type { FaultRecord } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import { actsOnNodes, type FaultEvent, type FaultSpan, faultSpans } from './fault-spans.js';

/**
 * Every fault, asked beside measured, in order of its application. Its window is bounded by the moments at which the
 * change was seen on the last link it touches; times are ms from the journal's first event.
 */
export function faultRecords({ faults, firstMs }: JournalIndex): FaultRecord[] {
  return faultSpans(faults).map((span) => recordOf(span, firstMs));
}

function recordOf(span: FaultSpan, firstMs: number): FaultRecord {
  const { name, applied, healed, nodes } = span;
  return {
    name,
    asked: applied.asked,
    measured: applied.measured,
    links: applied.links,
    ...(actsOnNodes(span) && { nodes: [...nodes] }),
    confirmed: applied.confirmed && (healed?.confirmed ?? true),
    reasons: [...applied.reasons, ...(healed?.reasons ?? [])],
    window: { startMs: applied.lastMs - firstMs, ...(healed && { endMs: healed.lastMs - firstMs }) },
    skewMs: skewMs(applied),
    ...(healed && { healSkewMs: skewMs(healed) }),
  };
}

const skewMs = ({ firstMs, lastMs }: FaultEvent): number => lastMs - firstMs;
