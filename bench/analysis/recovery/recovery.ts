import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';
import type { Holdings } from '../index/holdings.js';
import type { Delivery } from '../propagation/deliveries.js';
import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { agreementAfterReplace } from './agreement-after-replace.js';
import { convergenceAfterHeal } from './convergence.js';
import { propagationRecovery } from './propagation-recovery.js';
import { reachDuringFault } from './reach-during-fault.js';
import type { RecoveryWindow } from './recovery-window.js';
import { type HoldingStretch, stalenessOver } from './staleness.js';

/** How the cluster fared under its faults, and after them; undefined for a run without faults. */
export function recovery(
  { protocol, phases }: Spec,
  given: {
    readonly window: RecoveryWindow | undefined;
    readonly faults: readonly FaultSpan[];
    readonly holdings: Holdings;
    readonly uptimes: Uptimes;
    /** Of all updates, in whatever phase. */
    readonly deliveries: readonly Delivery[];
    readonly stretches: readonly HoldingStretch[];
    readonly extinct: readonly boolean[];
    readonly equalDigests: boolean | undefined;
    readonly clockUncertaintyMs: number;
  },
): Metrics['recovery'] {
  const { window, faults, holdings, uptimes, deliveries, stretches, extinct, equalDigests } = given;
  if (!window || holdings.updates.length === 0) return undefined;
  const limits = { deadlineMs: phases.deadlineMs, clockUncertaintyMs: given.clockUncertaintyMs };
  const reach = reachDuringFault(faults, holdings, uptimes, limits);
  const staleness = stalenessOver(stretches, { startMs: window.f0Ms, endMs: window.endMs });
  const agreementAfterReplaceMs = agreementAfterReplace(faults, stretches, uptimes, window.isObservedToEnd);
  const propagationRecoveryMs = propagationRecovery(window, deliveries, protocol.intervalMs);
  return {
    ...(reach && { reachDuringFault: reach }),
    ...convergenceAfterHeal(window, holdings, uptimes, { extinct, equalDigests }),
    ...(agreementAfterReplaceMs && { agreementAfterReplaceMs }),
    ...(staleness && { staleness }),
    ...(propagationRecoveryMs !== undefined && { propagationRecoveryMs }),
  };
}
