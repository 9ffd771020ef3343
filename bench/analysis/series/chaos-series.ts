import type { MemberViews } from '../detection/member-view.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { HoldingStretch } from '../recovery/staleness.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { faultWindow } from './fault-window.js';
import { linkMatrices } from './link-matrices.js';
import { membersSeen } from './members-seen.js';
import type { ChaosSeries } from './report-series.js';
import { spreadOverTime } from './spread-over-time.js';

/** What the report draws of a run's faults; undefined for a run without any. */
export function chaosSeries(given: {
  readonly index: JournalIndex;
  readonly faults: readonly FaultSpan[];
  readonly uptimes: Uptimes;
  readonly stretches: readonly HoldingStretch[];
  readonly memberViews: MemberViews;
  readonly endMs: number;
}): ChaosSeries | undefined {
  const { index, faults, uptimes, stretches, memberViews, endMs } = given;
  if (faults.length === 0) return undefined;
  const { firstMs } = index;
  const spread = spreadOverTime(stretches, { firstMs, endMs });
  const seen = membersSeen(memberViews, uptimes, { firstMs, endMs });
  return {
    faults: faults.map((fault) => faultWindow(fault, index)),
    ...(spread && { spread }),
    ...(seen && { membersSeen: seen }),
    links: linkMatrices(faults, uptimes.nodes, index),
  };
}
