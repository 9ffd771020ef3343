import type { Metrics } from '../result/result.js';
import type { Spec } from '../spec/spec.js';
import type { ChaosFacts } from './chaos-facts.js';
import { cost } from './cost/cost.js';
import { datagramTraffic } from './cost/datagrams.js';
import { idleCost } from './cost/idle.js';
import { linkTotal, wireFigures } from './cost/link-traffic.js';
import { resources } from './cost/resources.js';
import { detection } from './detection/detection.js';
import type { HarnessFigures } from './disturbances/harness.js';
import type { Facts } from './facts.js';
import { invariants } from './invariants/invariants.js';
import { lostUpdates } from './invariants/lost-updates.js';
import { phantomUpdates } from './invariants/phantom-updates.js';
import { versionChecks } from './invariants/versions.js';
import { load } from './load/load.js';
import { present } from './present.js';
import { lastDeliveryHop } from './propagation/hops.js';
import { infectionCurve } from './propagation/infection-curve.js';
import { fullDissemination } from './propagation/propagation.js';
import { reach } from './propagation/reach.js';
import { rounds } from './propagation/rounds.js';
import { timeToFraction } from './propagation/time-to-fraction.js';
import { spanOf } from './timeline/phases.js';

/** The figures of result.json, in its order; those that could not be measured are absent. */
export const figuresOf = (
  spec: Spec,
  facts: Facts,
  given: { readonly chaos: ChaosFacts; readonly harness: HarnessFigures; readonly completed: boolean },
): Metrics => present({ ...dissemination(facts), ...costs(facts), ...rest(spec, facts, given) });

function dissemination({ traits, deliveries, histogram }: Facts) {
  const fullDisseminationMs = fullDissemination(deliveries.all);
  const timeToFractionMs = timeToFraction(deliveries.all);
  return {
    propagationLatencyMs: histogram.summary(),
    fullDisseminationMs,
    timeToFractionMs,
    rounds:
      traits.periodMs === undefined
        ? undefined
        : rounds(timeToFractionMs, fullDisseminationMs, traits.periodMs),
    infectionCurve: infectionCurve(deliveries.all),
    ...reach(deliveries.all),
  };
}

function costs({ index, spans, window, traffic, updates, uptimes, deliveries, uses }: Facts) {
  const idle = idleCost(index, spanOf(spans, 'idle'));
  return {
    ...cost({ index, window, traffic, updates, nodes: uptimes.nodes.length, idle }),
    lastDeliveryHop: lastDeliveryHop(deliveries.all),
    idle,
    datagrams: datagramTraffic(index, window, uptimes.nodes.length),
    wire: wireFigures({
      total: linkTotal(index, window),
      idle: linkTotal(index, spanOf(spans, 'idle')),
      window,
      updates,
      nodes: uptimes.nodes.length,
    }),
    resources: resources(uses),
  };
}

function rest(spec: Spec, facts: Facts, { chaos, harness, completed }: Parameters<typeof figuresOf>[2]) {
  const { traits, index, spans, steady, uptimes, updates, holdings, deliveries, endMs } = facts;
  const lost = lostUpdates(holdings, uptimes, spans, { spec, lastMs: index.lastMs, extinct: facts.extinct });
  const phantoms = phantomUpdates(index, updates, uptimes, completed);
  const received = index.receipts.some(({ length }) => length > 0);
  const observed = index.writes.length > 0 || received || index.views.length > 0;
  const { faults, window, memberViews } = chaos;
  return {
    load: load(index, steady, deliveries.all, harness, spec),
    invariants: observed
      ? invariants(lost, phantoms, facts.equalDigests, versionChecks(index, uptimes))
      : undefined,
    recovery: chaos.recovery,
    detection: detection({ traits, index, uptimes, faults, recovery: window, memberViews, endMs }),
  };
}
