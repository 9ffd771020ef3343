import type { Metrics } from '../../result/result.js';
import type { ClusterTraits } from '../index/cluster-traits.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { RecoveryWindow } from '../recovery/recovery-window.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { detectionTimes } from './detection-times.js';
import { Excuses } from './excuses.js';
import { falsePositives } from './false-positives.js';
import type { MemberViews } from './member-view.js';
import { membershipRecovery } from './membership-recovery.js';

/** How failures were detected; undefined where nodes do not report members, or none did. */
export function detection(given: {
  readonly traits: ClusterTraits;
  readonly index: JournalIndex;
  readonly uptimes: Uptimes;
  readonly faults: readonly FaultSpan[];
  readonly recovery: RecoveryWindow | undefined;
  readonly memberViews: MemberViews;
  readonly endMs: number;
}): Metrics['detection'] {
  const { traits, index, uptimes, faults, recovery, memberViews, endMs } = given;
  if (!traits.has.has('members') || !reportsMembers(index)) return undefined;
  const memoryMs = traits.detectorMemoryMs;
  const membershipRecoveryMs = recovery && membershipRecovery(recovery, memberViews, uptimes);
  return {
    ...detectionTimes(index, uptimes, endMs),
    ...falsePositives(index, uptimes, new Excuses(faults, uptimes), { memoryMs, endMs }),
    ...(membershipRecoveryMs !== undefined && { membershipRecoveryMs }),
  };
}

/** Nodes report nothing of members that joined earlier until one changes. */
const reportsMembers = ({ memberChanges, run }: JournalIndex): boolean =>
  memberChanges.length > 0 || run?.joined === true;
