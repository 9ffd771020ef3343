import type { RunEvent } from '../journal/journal-event.js';
import { type Phase, phases } from '../journal/phase.js';
import type { Spec } from '../spec/spec.js';
import type { Analysis } from './analysis.js';
import { cost } from './cost/cost.js';
import { datagramTraffic } from './cost/datagrams.js';
import { idleCost } from './cost/idle.js';
import { resources, resourcesOver } from './cost/resources.js';
import { trafficOver } from './cost/traffic.js';
import { detection } from './detection/detection.js';
import { memberViewsOf, noMemberViews } from './detection/member-view.js';
import { disturbances, saturatedShare } from './disturbances/disturbances.js';
import { type HarnessFigures, harnessFigures } from './disturbances/harness.js';
import { warnings } from './disturbances/warnings.js';
import { clusterTraits } from './index/cluster-traits.js';
import { Holdings } from './index/holdings.js';
import { indexJournal, type JournalIndex } from './index/journal-index.js';
import { knownUpdates } from './index/updates.js';
import { doubtfulViews } from './invariants/doubtful-views.js';
import { extinctUpdates, liveColumns } from './invariants/extinct-updates.js';
import { equalDigests, invariants } from './invariants/invariants.js';
import { lostUpdates } from './invariants/lost-updates.js';
import { phantomUpdates } from './invariants/phantom-updates.js';
import { versionChecks } from './invariants/versions.js';
import { load } from './load/load.js';
import { collectDeliveries, measuredPhases } from './propagation/deliveries.js';
import { lastDeliveryHop } from './propagation/hops.js';
import { infectionCurve } from './propagation/infection-curve.js';
import { fullDissemination, propagationHistogram } from './propagation/propagation.js';
import { reach } from './propagation/reach.js';
import { rounds } from './propagation/rounds.js';
import { timeToFraction } from './propagation/time-to-fraction.js';
import { recovery } from './recovery/recovery.js';
import { recoveryWindow } from './recovery/recovery-window.js';
import { holdingStretches } from './recovery/staleness.js';
import { chaosSeries } from './series/chaos-series.js';
import { perNode } from './series/per-node.js';
import { propagationDistribution } from './series/propagation-distribution.js';
import { timeline } from './series/timeline.js';
import { faultRecords } from './timeline/fault-records.js';
import { chaosSpans } from './timeline/fault-spans.js';
import {
  contains,
  costWindow,
  observationEnd,
  type PhaseSpan,
  phaseSpans,
  spanOf,
} from './timeline/phases.js';
import { Uptimes } from './timeline/uptimes.js';

/**
 * The figures of a run: a pure fold over its spec and its journal. Equal journals give equal figures to the last byte,
 * whatever order the harness learned the nodes' events in. Definitions: bench/METRICS.md. Dissemination and cost are those of
 * the phases `measured`.
 */
export function analyze(
  spec: Spec,
  events: readonly RunEvent[],
  measured: ReadonlySet<Phase> = measuredPhases,
): Analysis {
  const index = indexJournal(events);
  const spans = phaseSpans(index);
  const state = index.end?.state ?? 'interrupted';
  const phase = index.end?.phase ?? spans.at(-1)?.phase ?? 'up';
  const facts = collectFacts(spec, index, spans, measured);
  const chaos = chaosFacts(spec, facts, state === 'completed');
  const harness = harnessFigures(index, spanOf(spans, 'steady') ?? facts.window);
  const { beforeT0 } = facts.deliveries;
  return {
    state,
    phase,
    run: index.run,
    traits: facts.traits,
    durationMs: index.lastMs - index.firstMs,
    metrics: present({
      ...dissemination(facts),
      ...costs(facts),
      ...rest(spec, facts, chaos, harness, state === 'completed'),
    }),
    faults: faultRecords(index),
    harness,
    doubtfulViews: doubtfulViews(index, facts.updates, facts.holdings, facts.uptimes),
    liveAtEnd: liveColumns(facts.holdings, facts.uptimes).length,
    writes: offeredWrites(index, spans, measured),
    drainIsQuiet: drainIsQuiet(index, spans),
    crashes: index.uptimeChanges.filter(({ change }) => change === 'crashed'),
    disturbances: disturbances({
      spec,
      traits: facts.traits,
      index,
      state,
      phase,
      harness,
      beforeT0,
      recovery: chaos.recovery,
    }),
    warnings: warnings({
      traits: facts.traits,
      index,
      deliveries: facts.deliveries,
      traffic: facts.traffic,
      uptimes: facts.uptimes,
      idle: idleCost(index, spanOf(spans, 'idle')),
    }),
    series: series(facts, chaos),
  };
}

function offeredWrites(
  { clientWrites }: JournalIndex,
  spans: readonly PhaseSpan[],
  measured: ReadonlySet<Phase>,
) {
  const windows = spans.filter(({ phase }) => measured.has(phase));
  const offered = clientWrites.filter(({ tMs }) => windows.some((window) => contains(window, tMs)));
  return { offered: offered.length, accepted: offered.filter(({ update }) => update !== undefined).length };
}

function drainIsQuiet(index: JournalIndex, spans: readonly PhaseSpan[]): boolean {
  const drain = spanOf(spans, 'drain');
  if (!drain?.closed) return false;
  // A simulation has no readings: nothing disturbs it.
  const { machineBusyShare } = harnessFigures(index, drain);
  return machineBusyShare === undefined ? index.harness.length === 0 : machineBusyShare < saturatedShare;
}

type Facts = ReturnType<typeof collectFacts>;

function collectFacts(
  spec: Spec,
  index: JournalIndex,
  spans: readonly PhaseSpan[],
  measured: ReadonlySet<Phase>,
) {
  const uptimes = new Uptimes(index, observationEnd(spans, index.lastMs));
  const updates = knownUpdates(index);
  const traits = clusterTraits(spec, index.descriptions);
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

/** What only a run with faults has; for any other its parts are empty. */
function chaosFacts(spec: Spec, facts: Facts, completed: boolean) {
  const { index, spans, uptimes, holdings, extinct, endMs } = facts;
  const faults = chaosSpans(index.faults, spans);
  const window = recoveryWindow(faults, { endMs, isObservedToEnd: completed });
  if (!window) return { faults, window, recovery: undefined, stretches: [], memberViews: noMemberViews };
  const stretches = holdingStretches(holdings, uptimes, extinct);
  const options = { spec, lastMs: index.lastMs, phases: new Set(phases) };
  const deliveries = collectDeliveries(holdings, uptimes, spans, options).all;
  const clockUncertaintyMs = index.run?.clockUncertaintyMs ?? 0;
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

type ChaosFacts = ReturnType<typeof chaosFacts>;

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
    resources: resources(uses),
  };
}

function rest(spec: Spec, facts: Facts, chaos: ChaosFacts, harness: HarnessFigures, completed: boolean) {
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

function series(facts: Facts, { faults, stretches, memberViews }: ChaosFacts): Analysis['series'] {
  const { index, spans, uptimes, deliveries, histogram, traffic, uses, endMs } = facts;
  return present({
    propagation: propagationDistribution(deliveries.all, histogram),
    perNode: perNode(traffic, uses),
    timeline: timeline(index, spans, uptimes),
    chaos: chaosSeries({ index, faults, uptimes, stretches, memberViews, endMs }),
  });
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that could be measured: the others are absent, never undefined, null or 0. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
