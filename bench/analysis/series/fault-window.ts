import type { FaultSpan } from '../timeline/fault-spans.js';
import type { FaultWindow } from './report-series.js';

/** From the first link or node touched to the last one healed, in ms from the journal's first event. */
export const faultWindow = (
  { name, kind, applied, healed }: FaultSpan,
  { firstMs, lastMs }: { firstMs: number; lastMs: number },
): FaultWindow => ({
  name,
  kind,
  startMs: applied.firstMs - firstMs,
  endMs: (healed?.lastMs ?? lastMs) - firstMs,
});
