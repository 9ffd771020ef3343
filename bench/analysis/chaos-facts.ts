import { phases } from '../journal/phase.js';
import type { Spec } from '../spec/spec.js';
import { memberViewsOf, noMemberViews } from './detection/member-view.js';
import type { Facts } from './facts.js';
import { collectDeliveries } from './propagation/deliveries.js';
import { recovery } from './recovery/recovery.js';
import { recoveryWindow } from './recovery/recovery-window.js';
import { holdingStretches } from './recovery/staleness.js';
import { chaosSpans } from './timeline/fault-spans.js';

/** What only a run with faults has; for any other its parts are empty. */
export function chaosFacts(spec: Spec, facts: Facts, completed: boolean) {
  const { index, spans, uptimes, holdings, extinct, endMs } = facts;
  const faults = chaosSpans(index.faults, spans);
  const window = recoveryWindow(faults, { endMs, isObservedToEnd: completed });
  if (!window) return { faults, window, recovery: undefined, stretches: [], memberViews: noMemberViews };
  const stretches = holdingStretches(holdings, uptimes, extinct);
  const options = { spec, lastMs: index.lastMs, phases: new Set(phases) };
  const deliveries = collectDeliveries(holdings, uptimes, spans, options).all;
  const clockUncertaintyMs = (index.run?.clockUncertaintyMs ?? 0) + facts.traits.clockUncertaintyMs;
  return {
    faults,
    window,
    stretches,
    memberViews: memberViewsOf(index, uptimes),
    recovery: recovery(spec, {
      ...facts,
      window,
      faults,
      deliveries,
      stretches,
      clockUncertaintyMs,
    }),
  };
}

export type ChaosFacts = ReturnType<typeof chaosFacts>;
