import type { RunEventOf } from '../journal/journal-event.js';
import type { FaultRecord, Metrics, Result } from '../result/result.js';
import type { Disturbance } from './disturbances/disturbance.js';
import type { HarnessFigures } from './disturbances/harness.js';
import type { ClusterTraits } from './index/cluster-traits.js';
import type { ReportSeries } from './series/report-series.js';

/** Everything that is known of a run from its spec and its journal. */
export interface Analysis {
  readonly state: Result['state'];
  /** Where it ended. */
  readonly phase: string;
  /** The journal's first line; undefined for an empty journal. */
  readonly run: RunEventOf<'run'> | undefined;
  /** What its nodes report and promise. */
  readonly traits: ClusterTraits;
  /** From the first to the last moment that the harness recorded. */
  readonly durationMs: number;
  readonly metrics: Metrics;
  readonly faults: readonly FaultRecord[];
  readonly harness: HarnessFigures;
  /** Nodes that ended without a fault that explains it. */
  readonly crashes: readonly RunEventOf<'node'>[];
  /** Nodes that were up, and not paused, when the observation ended. */
  readonly liveAtEnd: number;
  /** Receipts and writes that nodes report and that cannot have been, a clause for each kind. */
  readonly impossibleReports: readonly string[];
  /** Why the views that nodes reported cannot be true, though they are equal; as the end of a sentence. */
  readonly doubtfulViews: string | undefined;
  /** Client writes of the measured phases: sent, and answered with success. */
  readonly writes: { readonly offered: number; readonly accepted: number };
  /** Whether the drain was completed on a machine that was not saturated then: only what is still missing after that is lost. */
  readonly drainIsQuiet: boolean;
  /** Why the figures may not support a claim: with any of these a verdict is never `pass`. */
  readonly disturbances: readonly Disturbance[];
  /** What a reader of the figures should know besides; full sentences. */
  readonly warnings: readonly string[];
  /** What the report draws and result.json does not hold. */
  readonly series: ReportSeries;
}
