import type { Phase } from '../journal/phase.js';
import type { Spec } from '../spec/spec.js';
import { resourcesOver } from './cost/resources.js';
import { trafficOver } from './cost/traffic.js';
import { clusterTraits } from './index/cluster-traits.js';
import { Holdings } from './index/holdings.js';
import type { JournalIndex } from './index/journal-index.js';
import { knownUpdates } from './index/updates.js';
import { extinctUpdates } from './invariants/extinct-updates.js';
import { equalDigests } from './invariants/invariants.js';
import { collectDeliveries } from './propagation/deliveries.js';
import { propagationHistogram } from './propagation/propagation.js';
import { chaosSpans } from './timeline/fault-spans.js';
import { costWindow, observationEnd, type PhaseSpan, spanOf } from './timeline/phases.js';
import { Uptimes } from './timeline/uptimes.js';

/** What the figures of a run are made of: each is computed once, and serves several. */
export type Facts = ReturnType<typeof collectFacts>;

export function collectFacts(
  spec: Spec,
  index: JournalIndex,
  spans: readonly PhaseSpan[],
  measured: ReadonlySet<Phase>,
) {
  const uptimes = new Uptimes(index, observationEnd(spans, index.lastMs));
  const updates = knownUpdates(index);
  const traits = clusterTraits(
    spec,
    index.descriptions.map(({ description }) => description),
  );
  const holdings = new Holdings(updates, index, uptimes, traits.has.has('supersedes'));
  const extinct = extinctUpdates(holdings, uptimes);
  const options = {
    spec,
    lastMs: index.lastMs,
    phases: measured,
    untilMs: firstFaultMs(index, spans, measured),
  };
  const deliveries = collectDeliveries(holdings, uptimes, spans, options);
  const window = costWindow(spans, measured);
  return {
    traits,
    index,
    spans,
    uptimes,
    updates,
    holdings,
    extinct,
    deliveries,
    window,
    steady: measured.has('steady') ? spanOf(spans, 'steady') : undefined,
    histogram: propagationHistogram(deliveries.all),
    traffic: trafficOver(index, window),
    uses: resourcesOver(index, window),
    equalDigests: equalDigests(index, uptimes),
    endMs: observationEnd(spans, index.lastMs),
  };
}

/** When the first fault began to act, where what is measured comes before it; else never. */
function firstFaultMs(
  index: JournalIndex,
  spans: readonly PhaseSpan[],
  measured: ReadonlySet<Phase>,
): number {
  if (measured.has('fault')) return Number.POSITIVE_INFINITY;
  const begun = chaosSpans(index.faults, spans).map(({ applied }) => applied.firstMs);
  return begun.reduce((first, ms) => Math.min(first, ms), Number.POSITIVE_INFINITY);
}
