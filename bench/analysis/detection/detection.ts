import { detectorOf } from '../../../nodes/protocol/node/config.js';
import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { RecoveryWindow } from '../recovery/recovery-window.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { detectionTimes } from './detection-times.js';
import { detectorMemoryMs, Excuses } from './excuses.js';
import { falsePositives } from './false-positives.js';
import type { MemberViews } from './member-view.js';
import { membershipRecovery } from './membership-recovery.js';

/** How failures were detected; undefined where detection is switched off, or no node reported any member. */
export function detection(
  spec: Spec,
  given: {
    readonly index: JournalIndex;
    readonly uptimes: Uptimes;
    readonly faults: readonly FaultSpan[];
    readonly recovery: RecoveryWindow | undefined;
    readonly memberViews: MemberViews;
    readonly endMs: number;
  },
): Metrics['detection'] {
  const { index, uptimes, faults, recovery, memberViews, endMs } = given;
  if (detectorOf(spec.protocol) === 'none' || !reportsMembers(index)) return undefined;
  const memoryMs = detectorMemoryMs(spec.protocol, uptimes.nodes.length);
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
