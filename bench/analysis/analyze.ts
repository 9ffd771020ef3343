import type { RunEvent } from '../journal/journal-event.js';
import type { Phase } from '../journal/phase.js';
import type { Spec } from '../spec/spec.js';
import type { Analysis } from './analysis.js';
import { chaosFacts } from './chaos-facts.js';
import { idleCost } from './cost/idle.js';
import { disturbances } from './disturbances/disturbances.js';
import { harnessFigures } from './disturbances/harness.js';
import type { Stored } from './disturbances/other-than-recorded.js';
import { drainIsQuiet } from './disturbances/quiet-drain.js';
import { warnings } from './disturbances/warnings.js';
import { collectFacts } from './facts.js';
import { figuresOf } from './figures.js';
import { indexJournal } from './index/journal-index.js';
import { doubtfulViews } from './invariants/doubtful-views.js';
import { liveColumns } from './invariants/extinct-updates.js';
import { impossibleReports } from './invariants/impossible-reports.js';
import { offeredWrites } from './load/offered-writes.js';
import { measuredPhases } from './propagation/deliveries.js';
import { seriesOfRun } from './series/series-of-run.js';
import { faultRecords } from './timeline/fault-records.js';
import { phaseSpans, spanOf } from './timeline/phases.js';

/**
 * The figures of a run: a pure fold over its spec and its journal. Equal journals give equal figures to the last byte,
 * whatever order the harness learned the nodes' events in. Definitions: bench/METRICS.md. Dissemination and cost are those of
 * the phases `measured`. `stored` is given for a journal that was read from a file.
 */
export function analyze(
  spec: Spec,
  events: readonly RunEvent[],
  measured: ReadonlySet<Phase> = measuredPhases,
  stored?: Stored,
): Analysis {
  const index = indexJournal(events);
  const spans = phaseSpans(index);
  const state = index.end?.state ?? 'interrupted';
  const completed = state === 'completed';
  const phase = index.end?.phase ?? spans.at(-1)?.phase ?? 'up';
  const facts = collectFacts(spec, index, spans, measured);
  const chaos = chaosFacts(spec, facts, completed);
  const harness = harnessFigures(index, spanOf(spans, 'steady') ?? facts.window);
  const { beforeT0 } = facts.deliveries;
  return {
    state,
    phase,
    run: index.run,
    traits: facts.traits,
    durationMs: index.lastMs - index.firstMs,
    metrics: figuresOf(spec, facts, { chaos, harness, completed }),
    faults: faultRecords(index),
    harness,
    impossibleReports: impossibleReports(index, facts.uptimes, facts.traits),
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
      stored,
    }),
    warnings: warnings({
      traits: facts.traits,
      index,
      deliveries: facts.deliveries,
      traffic: facts.traffic,
      uptimes: facts.uptimes,
      idle: idleCost(index, spanOf(spans, 'idle')),
      stored,
    }),
    series: seriesOfRun(facts, chaos),
  };
}
