import { detectorOf } from '../../../nodes/protocol/node/config.js';
import type { Metrics } from '../../metrics/result.js';
import type { Spec } from '../../spec/spec.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { RecoveryWindow } from '../recovery/recovery-window.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Lives } from '../timeline/lives.js';
import { detectionTimes } from './detection-times.js';
import { detectorMemoryMs, Excuses } from './excuses.js';
import { falsePositives } from './false-positives.js';
import type { Sights } from './member-view.js';
import { membershipRecovery } from './membership-recovery.js';

/** How failures were detected; undefined where detection is switched off, or no node told of any member. */
export function detection(
  spec: Spec,
  given: {
    readonly index: JournalIndex;
    readonly lives: Lives;
    readonly faults: readonly FaultSpan[];
    readonly recovery: RecoveryWindow | undefined;
    readonly sights: Sights;
    readonly endMs: number;
  },
): Metrics['detection'] {
  const { index, lives, faults, recovery, sights, endMs } = given;
  if (detectorOf(spec.protocol) === 'none' || !tellsOfMembers(index)) return undefined;
  const memoryMs = detectorMemoryMs(spec.protocol, lives.nodes.length);
  const membershipRecoveryMs = recovery && membershipRecovery(recovery, sights, lives);
  return {
    ...detectionTimes(index, lives, endMs),
    ...falsePositives(index, lives, new Excuses(faults, lives), { memoryMs, endMs }),
    ...(membershipRecoveryMs !== undefined && { membershipRecoveryMs }),
  };
}

/** Of members that have joined before nothing is told until something happens to one. */
const tellsOfMembers = ({ memberChanges, run }: JournalIndex): boolean =>
  memberChanges.length > 0 || run?.joined === true;
